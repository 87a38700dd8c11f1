# SPDX-License-Identifier: Apache-2.0
"""A small SQL database to ask and to change: SQLite files, through the standard library.

Values travel as bound parameters; names of tables and columns are quoted. Nothing here
keeps a connection open between calls. The example databases (`sales.db` and those beside it in
`DatabaseFile`) are made when they are first asked for and not there: small, and always the same.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Annotated, TypedDict

from pydantic import Field

DatabaseFile = Annotated[
    str,
    Field(
        pattern=r"^[\w./-]+\.(db|sqlite)$",
        examples=["sales.db", "library.sqlite", "data/clinic.db", "school.db", "inventory.sqlite"],
    ),
]
TableName = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["customers", "orders", "loans", "patients", "employees", "invoices"],
    ),
]
ColumnName = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["city", "status", "email", "country", "department", "year"],
    ),
]
Statement = Annotated[
    str,
    Field(
        min_length=8,
        examples=[
            "SELECT name, city FROM customers WHERE country = 'Kenya'",
            "SELECT count(*) AS shipped_orders FROM orders WHERE status = 'shipped'",
            "SELECT department, max(salary) AS highest_salary FROM employees GROUP BY department",
            "SELECT name, total FROM invoices ORDER BY total DESC LIMIT 3",
            "SELECT title, year FROM books WHERE year > 2015",
        ],
    ),
]
StateColumn = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["status", "stage"],
    ),
]
StateValue = Annotated[
    str, Field(examples=["cancelled", "archived", "shipped", "expired", "draft", "open"])
]
NameColumn = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["name", "contact", "manager"],
    ),
]
NameValue = Annotated[
    str, Field(examples=["Ana Ruiz", "Wei Chen", "Ola Nordmann", "Zainab Yusuf", "Tom O'Brien"])
]


class Cell(TypedDict):
    """A value in a column."""

    column: NameColumn
    """Column to fill."""
    value: NameValue
    """Value to put there."""


Row = dict[str, str | int | float | None]
"""Values by column."""


class Column(TypedDict):
    """A column of a table."""

    name: str
    type: str
    """SQL type as declared, e.g. TEXT or INTEGER."""
    required: bool
    """Whether it must have a value."""
    primary_key: bool
    """Whether it is part of the primary key."""


_EXAMPLES = ("sales.db", "library.sqlite", "data/clinic.db", "school.db", "inventory.sqlite")
_ROWS = 8
_COLUMNS = tuple("name email city country department contact manager status stage year".split())
"""Of every table, so that what is asked of one can be asked of each."""
_TABLES = {
    "customers": "",
    "orders": "total",
    "employees": "salary",
    "invoices": "total",
    "patients": "",
    "loans": "total",
    "books": "title",
}
_TYPES = {"year": "INTEGER", "salary": "INTEGER", "total": "REAL"}
_PEOPLE = ["Ana Ruiz", "Wei Chen", "Ola Nordmann", "Zainab Yusuf", "Tom O'Brien", "Amina Diallo"]
_PEOPLE += ["Jonas Weber", "Priya Nair", "Lucas Silva", "Emma Laurent"]
_PLACES = [("Nairobi", "Kenya"), ("Oslo", "Norway"), ("Sevilla", "Spain"), ("Cork", "Ireland")]
_PLACES += [("Chennai", "India"), ("Recife", "Brazil"), ("Mombasa", "Kenya"), ("Lyon", "France")]
_STATES = ["open", "shipped", "draft", "cancelled", "archived", "expired"]
_DEPARTMENTS = ["Sales", "Finance", "Support", "Logistics"]
_TITLES = ["Tides of Salt", "The Paper Garden", "North of Noon", "A Field of Bells"]
_TITLES += ["Small Machines", "The Last Ferry", "Winter Grammar", "Glass and Grain"]


def _records(rng: Random) -> Iterator[dict[str, str | int | float]]:
    """Rows with every column that a table may have; each status and stage at least once."""
    people, places = rng.sample(_PEOPLE, _ROWS), rng.sample(_PLACES, _ROWS)
    spare = rng.choices(_STATES, k=2 * (_ROWS - len(_STATES)))
    states = rng.sample([*_STATES, *spare[::2]], _ROWS)
    stages = rng.sample([*_STATES, *spare[1::2]], _ROWS)
    for number, (person, (city, country)) in enumerate(zip(people, places, strict=True)):
        yield {
            "name": person,
            "email": person.lower().replace(" ", ".").replace("'", "") + "@example.com",
            "city": city,
            "country": country,
            "department": rng.choice(_DEPARTMENTS),
            "contact": rng.choice(_PEOPLE),
            "manager": rng.choice(_PEOPLE),
            "status": states[number],
            "stage": stages[number],
            "year": rng.randint(2012, 2025),
            "title": _TITLES[number],
            "salary": rng.randrange(28_000, 92_000, 500),
            "total": rng.randrange(1_500, 90_000, 5) / 100,
        }


def _make_example(path: Path, database: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        for table, own in _TABLES.items():
            columns = [*_COLUMNS, own] if own else _COLUMNS
            typed = ", ".join(f"{name} {_TYPES.get(name, 'TEXT')}" for name in columns)
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {typed})")
            marks = ", ".join(f":{name}" for name in columns)
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                _records(Random(f"{database} {table}")),
            )
        connection.execute("CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open'")
        connection.commit()
    finally:
        connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _opened(database: str, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to an existing file (sqlite3 would silently create a missing one)."""
    path = Path(database).resolve()
    if database in _EXAMPLES and not path.exists():
        _make_example(path, database)
    if not path.is_file():
        raise FileNotFoundError(f"no database at {database}")
    connection = sqlite3.connect(f"{path.as_uri()}?mode={'rw' if write else 'ro'}", uri=True)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def _check(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    """LookupError for a column that the table has not: SQLite would take its quoted name for a
    text, and find or delete what nobody meant. A table that is not there it refuses itself."""
    known = [row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")]
    for column in columns:
        if known and column.lower() not in [name.lower() for name in known]:
            raise LookupError(f"no column {column} in {table}; it has {', '.join(known)}")


def _fetched(
    connection: sqlite3.Connection, sql: str, values: Sequence[str], limit: int
) -> list[Row]:
    cursor = connection.execute(sql, values)
    columns: list[str] = []
    for name, *_ in cursor.description or ():
        same = columns.count(name)  # as in a join of two tables
        columns.append(f"{name}_{same + 1}" if same else name)
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchmany(limit)]


def run_query(
    database: DatabaseFile,
    sql: Statement,
    limit: Annotated[int, Field(ge=1, le=10_000, examples=[10, 25, 500])] = 100,
) -> list[Row]:
    """Find rows in a database with an SQL query. It can only read.

    Args:
        database: Database file
        sql: The query, in SQL
        limit: Most rows to return

    Returns:
        The rows found, each with its values by column.

    Raises:
        FileNotFoundError: if there is no such database.
        sqlite3.Error: if the query is wrong or would change something.
    """
    with _opened(database) as connection:
        return _fetched(connection, sql, (), limit)


def find_rows(
    database: DatabaseFile,
    table: TableName,
    column: StateColumn,
    value: StateValue,
    limit: Annotated[int, Field(ge=1, le=10_000, examples=[10, 25, 500])] = 100,
) -> list[Row]:
    """Find the rows of a table where a column equals a value.

    Args:
        database: Database file
        table: Name of the table
        column: Column to look at
        value: Value the column must have
        limit: Most rows to return

    Returns:
        The rows found, each with its values by column.

    Raises:
        LookupError: if the table has no such column.
    """
    sql = f"SELECT * FROM {_quoted(table)} WHERE {_quoted(column)} = ?"
    with _opened(database) as connection:
        _check(connection, table, [column])
        return _fetched(connection, sql, (value,), limit)


def list_tables(database: DatabaseFile, include_views: bool = False) -> list[str]:
    """List the tables of a database.

    Args:
        database: Database file
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


def describe_table(database: DatabaseFile, table: TableName) -> list[Column]:
    """Describe the columns of a table in a database.

    Args:
        database: Database file
        table: Name of the table

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


def count_rows(database: DatabaseFile, table: TableName) -> int:
    """Count the rows of a table in a database.

    Args:
        database: Database file
        table: Name of the table

    Returns:
        How many rows there are.
    """
    with _opened(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0])


def insert_row(
    database: DatabaseFile,
    table: TableName,
    cells: Annotated[list[Cell], Field(min_length=1, max_length=12)],
) -> int:
    """Insert a row into a table of a database.

    Args:
        database: Database file
        table: Name of the table
        cells: Columns to fill and their values; the others are left empty

    Returns:
        Number of the new row.

    Raises:
        ValueError: if there are no cells.
        sqlite3.IntegrityError: if the table refuses the values.
    """
    if not cells:
        raise ValueError("a row needs at least one value")
    columns = ", ".join(_quoted(cell["column"]) for cell in cells)
    marks = ", ".join("?" * len(cells))
    sql = f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({marks})"
    with _opened(database, write=True) as connection:
        _check(connection, table, [cell["column"] for cell in cells])
        values = [cell["value"] for cell in cells]
        return int(connection.execute(sql, values).lastrowid or 0)


def delete_rows(
    database: DatabaseFile, table: TableName, column: StateColumn, value: StateValue
) -> int:
    """Delete the rows of a table where a column equals a value.

    Args:
        database: Database file
        table: Name of the table
        column: Column to look at
        value: Value this column has in the rows to delete

    Returns:
        How many rows were deleted.
    """
    sql = f"DELETE FROM {_quoted(table)} WHERE {_quoted(column)} = ?"
    with _opened(database, write=True) as connection:
        _check(connection, table, [column])
        return connection.execute(sql, (value,)).rowcount


def export_table(
    database: DatabaseFile,
    table: TableName,
    file: Annotated[
        str,
        Field(
            pattern=r"^[\w./-]+\.(csv|json)$",
            examples=["export.csv", "backup/rows.json", "report.csv", "backup.json"],
        ),
    ],
) -> int:
    """Export a table of a database to a file. The file name ends in .csv or .json.

    Args:
        database: Database file
        table: Name of the table
        file: File to write; it must not exist yet

    Returns:
        How many rows were written.

    Raises:
        FileExistsError: if the file is already there.
        ValueError: if the file name ends in something else.
    """
    suffix = Path(file).suffix
    if suffix not in (".csv", ".json"):
        raise ValueError(f"{file} ends neither in .csv nor in .json")
    with _opened(database) as connection:
        cursor = connection.execute(f"SELECT * FROM {_quoted(table)}")
        columns = [entry[0] for entry in cursor.description]
        rows = cursor.fetchall()
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    with Path(file).open("x", encoding="utf-8", newline="") as target:
        if suffix == ".csv":
            csv.writer(target).writerows([columns, *rows])
        else:
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            json.dump(records, target, ensure_ascii=False, indent=2)
    return len(rows)


def create_index(
    database: DatabaseFile,
    table: TableName,
    columns: Annotated[list[ColumnName], Field(min_length=1, max_length=5)],
) -> str:
    """Create an index on a table of a database.

    Args:
        database: Database file
        table: Name of the table
        columns: Columns to index, in order

    Returns:
        Name of the index.

    Raises:
        ValueError: if no column is given.
    """
    if not columns:
        raise ValueError("an index needs at least one column")
    name = "_".join(["idx", table, *columns])
    listed = ", ".join(map(_quoted, columns))
    with _opened(database, write=True) as connection:
        _check(connection, table, columns)
        connection.execute(f"CREATE INDEX {_quoted(name)} ON {_quoted(table)} ({listed})")
    return name


def explain_query(database: DatabaseFile, sql: Statement) -> list[str]:
    """List the steps in which a database runs an SQL query.

    Args:
        database: Database file
        sql: The query, in SQL

    Returns:
        The steps of the plan, e.g. SCAN orders.
    """
    with _opened(database) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    return [str(step[3]) for step in plan]
