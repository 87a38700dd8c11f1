"""Schemas in: from files and folders to tools with whole, valid JSON Schemas.

    loading     every tool of the paths given, and what was left out: `load_tools`
    live        tools of running servers, to be loaded with those of files
    documents   which files a path means, and their content within bounds
    notation    JSON, JSON Lines and YAML text to values, with the place of a fault
    validity    whether a schema is one to generate from
    conflicts   tools of one name
    naming      names a model can emit
    cache       tools kept between runs
    lint        what a person should mend before generating

The formats themselves are read in `corpora.sources`.
"""

from studio.schemas.loading import SOURCES, Loaded, SourceFile, load_tools

__all__ = ["SOURCES", "Loaded", "SourceFile", "load_tools"]
