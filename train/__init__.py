"""Fine-tuning and evaluation of small models."""
