"""The spine of the studio: values, run directory, pipeline, command line.

No scenario, check, reader or model is named here; parts are discovered in the sibling packages
`corpora`, `generators`, `validators` and `train` (see `studio.registry`).
"""

from studio.registry import HOME

__version__ = "0.1.0"
__all__ = ["HOME", "__version__"]
