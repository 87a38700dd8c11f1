# SPDX-License-Identifier: Apache-2.0
"""A small SQL database to ask and to change: SQLite files, through the standard library.

Values always travel as bound parameters; names of tables and columns are quoted. Nothing here
keeps a connection open between calls.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypedDict


class QueryResult(TypedDict):
    """Rows that a query found."""

    columns: list[str]
    """Names of the columns."""
    rows: list[list[str | int | float | None]]
    """The rows, one value for each column."""
    row_count: int
    """How many rows there are."""


class Column(TypedDict):
    """A column of a table."""

    name: str
    type: str
    """SQL type as declared, e.g. TEXT or INTEGER."""
    required: bool
    """Whether it must have a value."""
    primary_key: bool
    """Whether it is part of the primary key."""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _opened(database: str, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to an existing file (sqlite3 would silently create a missing one)."""
    path = Path(database).resolve()
    if not path.is_file():
        raise FileNotFoundError(f"no database at {database}")
    connection = sqlite3.connect(f"{path.as_uri()}?mode={'rw' if write else 'ro'}", uri=True)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def _fetched(
    connection: sqlite3.Connection, sql: str, values: Sequence[str | int | float | None], limit: int
) -> QueryResult:
    cursor = connection.execute(sql, tuple(values))
    rows = [list(row) for row in cursor.fetchmany(limit)]
    columns = [entry[0] for entry in cursor.description or ()]
    return {"columns": columns, "rows": rows, "row_count": len(rows)}


def run_query(
    database: str,
    sql: str,
    values: list[str | int | float | None] | None = None,
    limit: int = 100,
) -> QueryResult:
    """Run an SQL query on a database. It can only read.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        sql: The query, e.g. SELECT name, city FROM customers WHERE city = ?
        values: Values for the question marks in the query, in order, e.g. ["Lagos", 20]
        limit: Most rows to return, e.g. 10 or 500

    Returns:
        The columns and the rows found.

    Raises:
        FileNotFoundError: if there is no such database.
        sqlite3.Error: if the query is wrong or would change something.
    """
    with _opened(database) as connection:
        return _fetched(connection, sql, values or [], limit)


def list_tables(database: str, include_views: bool = False) -> list[str]:
    """List the tables of a database.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        include_views: Whether views are listed too

    Returns:
        Names of the tables in alphabetical order.
    """
    kinds = ("table", "view") if include_views else ("table", "table")
    sql = (
        "SELECT name FROM sqlite_master WHERE type IN (?, ?) "
        "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
    )
    with _opened(database) as connection:
        return [name for (name,) in connection.execute(sql, kinds)]


def describe_table(database: str, table: str) -> list[Column]:
    """Describe the columns of a table.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans

    Returns:
        The columns in order.

    Raises:
        LookupError: if there is no such table.
    """
    with _opened(database) as connection:
        found = connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
    if not found:
        raise LookupError(f"no table {table} in {database}")
    return [
        {"name": name, "type": kind, "required": bool(notnull), "primary_key": bool(key)}
        for _, name, kind, notnull, _, key in found
    ]


def count_rows(
    database: str,
    table: str,
    where_column: str | None = None,
    equals: str | int | float | None = None,
) -> int:
    """Count the rows of a table.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans
        where_column: Column to look at, e.g. country or status
        equals: Value the column must have, e.g. Kenya, shipped or 2026

    Returns:
        How many rows there are.
    """
    sql = f"SELECT count(*) FROM {_quoted(table)}"
    values: tuple[str | int | float | None, ...] = ()
    if where_column is not None:
        sql, values = f"{sql} WHERE {_quoted(where_column)} IS ?", (equals,)
    with _opened(database) as connection:
        return int(connection.execute(sql, values).fetchone()[0])


def insert_row(database: str, table: str, row: dict[str, str | int | float | None]) -> int:
    """Insert a row into a table.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans
        row: Values by column, e.g. {"name": "Ana Ruiz", "city": "Sevilla", "age": 34}

    Returns:
        Number of the new row.

    Raises:
        ValueError: if the row is empty.
        sqlite3.IntegrityError: if the table refuses the values.
    """
    if not row:
        raise ValueError("a row needs at least one value")
    columns = ", ".join(map(_quoted, row))
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({marks})"
    with _opened(database, write=True) as connection:
        return int(connection.execute(sql, tuple(row.values())).lastrowid or 0)


def delete_rows(
    database: str, table: str, where_column: str, equals: str | int | float | None
) -> int:
    """Delete rows from a table.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans
        where_column: Column to look at, e.g. id, email or status
        equals: Value of the rows to delete, e.g. 42, cancelled or old@mail.example

    Returns:
        How many rows were deleted.
    """
    sql = f"DELETE FROM {_quoted(table)} WHERE {_quoted(where_column)} IS ?"
    with _opened(database, write=True) as connection:
        return connection.execute(sql, (equals,)).rowcount


def export_table(
    database: str, table: str, file: str, format: Literal["csv", "json"] = "csv"
) -> int:
    """Export a table to a file.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans
        file: File to write, e.g. customers.csv or backup/orders.json; it must not exist yet
        format: Format of the file

    Returns:
        How many rows were written.

    Raises:
        FileExistsError: if the file is already there.
    """
    with _opened(database) as connection:
        cursor = connection.execute(f"SELECT * FROM {_quoted(table)}")
        columns = [entry[0] for entry in cursor.description]
        rows = cursor.fetchall()
    with Path(file).open("x", encoding="utf-8", newline="") as target:
        if format == "csv":
            csv.writer(target).writerows([columns, *rows])
        else:
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            json.dump(records, target, ensure_ascii=False, indent=2)
    return len(rows)


def create_index(database: str, table: str, columns: list[str], unique: bool = False) -> str:
    """Create an index on a table.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        table: Name of the table, e.g. customers, orders or loans
        columns: Columns to index, in order, e.g. ["email"] or ["country", "city"]
        unique: Whether no two rows may have the same values

    Returns:
        Name of the index.

    Raises:
        ValueError: if no column is given.
    """
    if not columns:
        raise ValueError("an index needs at least one column")
    name = "_".join(["idx", table, *columns])
    kind = "UNIQUE INDEX" if unique else "INDEX"
    listed = ", ".join(map(_quoted, columns))
    with _opened(database, write=True) as connection:
        connection.execute(f"CREATE {kind} {_quoted(name)} ON {_quoted(table)} ({listed})")
    return name


def explain_query(database: str, sql: str) -> list[str]:
    """Explain an SQL query.

    Args:
        database: Database file, e.g. sales.db, library.sqlite or data/clinic.db
        sql: The query, e.g. SELECT * FROM orders WHERE customer_id = 7

    Returns:
        The steps of the plan, e.g. SCAN orders.
    """
    with _opened(database) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    return [str(step[3]) for step in plan]
