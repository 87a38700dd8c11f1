"""Makes the fakes that lie beside this file importable from the folders below it."""
