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
            "SELECT count(*) FROM orders WHERE status = 'shipped'",
            "SELECT department, avg(salary) FROM employees GROUP BY department",
            "SELECT * FROM invoices ORDER BY total DESC",
            "SELECT title FROM books WHERE year > 2015",
        ],
    ),
]
StateColumn = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["status", "state", "order_status", "stage"],
    ),
]
StateValue = Annotated[
    str, Field(examples=["cancelled", "archived", "shipped", "expired", "draft", "open"])
]
NameColumn = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_]\w{0,62}$",
        examples=["name", "contact", "owner", "manager", "author"],
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


_EXAMPLES = ("sales.db", "library.sqlite", "data/clinic.db", "school.db", "inventory.sqlite")
_ROWS = 8
_COMMON = (
    "name TEXT, email TEXT, city TEXT, country TEXT, department TEXT, year INTEGER, "
    "contact TEXT, owner TEXT, status TEXT, state TEXT, stage TEXT"
)
_TABLES = {
    "customers": "manager TEXT, order_status TEXT",
    "orders": "manager TEXT, order_status TEXT, total REAL",
    "loans": "author TEXT",
    "patients": "manager TEXT",
    "employees": "manager TEXT, salary INTEGER",
    "invoices": "author TEXT, order_status TEXT, total REAL",
    "books": "title TEXT, author TEXT",
}
_PEOPLE = ["Ana Ruiz", "Wei Chen", "Ola Nordmann", "Zainab Yusuf", "Tom O'Brien", "Amina Diallo"]
_PEOPLE += ["Jonas Weber", "Priya Nair", "Lucas Silva", "Emma Laurent"]
_PLACES = [("Nairobi", "Kenya"), ("Oslo", "Norway"), ("Sevilla", "Spain"), ("Cork", "Ireland")]
_PLACES += [("Chennai", "India"), ("Recife", "Brazil"), ("Mombasa", "Kenya"), ("Lyon", "France")]
_STATES = ["open", "shipped", "draft", "cancelled", "archived", "expired"]
_DEPARTMENTS = ["Sales", "Finance", "Support", "Logistics"]
_TITLES = ["Tides of Salt", "The Paper Garden", "North of Noon", "A Field of Bells"]
_TITLES += ["Small Machines", "The Last Ferry", "Winter Grammar", "Glass and Grain"]


def _cell(column: str, number: int, person: str, rng: Random) -> str | int | float:
    """What stands in a column of the row of that number, about a person."""
    if column == "name":
        return person
    if column == "email":
        return person.lower().replace(" ", ".").replace("'", "") + "@example.com"
    if column in ("contact", "owner", "manager", "author"):
        return rng.choice(_PEOPLE)
    if column == "title":
        return _TITLES[number % len(_TITLES)]
    if column == "department":
        return rng.choice(_DEPARTMENTS)
    if column == "year":
        return rng.randint(2012, 2025)
    if column == "salary":
        return rng.randrange(28_000, 92_000, 500)
    if column == "total":
        return rng.randrange(1_500, 90_000, 5) / 100
    return rng.choice(_STATES)


def _make_example(path: Path, database: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        for table, own in _TABLES.items():
            columns = [part.split()[0] for part in f"{_COMMON}, {own}".split(", ")]
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {_COMMON}, {own})")
            rng = Random(f"{database} {table}")
            people = rng.sample(_PEOPLE, _ROWS)
            for number, person in enumerate(people):
                place = dict(zip(("city", "country"), rng.choice(_PLACES), strict=True))
                row = [place.get(name) or _cell(name, number, person, rng) for name in columns]
                marks = ", ".join("?" * len(row))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row
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
) -> QueryResult:
    cursor = connection.execute(sql, values)
    rows = [list(row) for row in cursor.fetchmany(limit)]
    columns = [entry[0] for entry in cursor.description or ()]
    return {"columns": columns, "rows": rows, "row_count": len(rows)}


def run_query(
    database: DatabaseFile,
    sql: Statement,
    limit: Annotated[int, Field(ge=1, le=10_000, examples=[10, 25, 500])] = 100,
) -> QueryResult:
    """Run an SQL query on a database. It can only read.

    Args:
        database: Database file
        sql: The query, in SQL
        limit: Most rows to return

    Returns:
        The columns and the rows found.

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
) -> QueryResult:
    """Find the rows of a table where a column equals a value.

    Args:
        database: Database file
        table: Name of the table
        column: Column to look at
        value: Value the column must have
        limit: Most rows to return

    Returns:
        The columns and the rows found.

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
            examples=["customers.csv", "backup/orders.json", "loans.csv", "patients.json"],
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
    unique: bool = False,
) -> str:
    """Create an index on a table of a database.

    Args:
        database: Database file
        table: Name of the table
        columns: Columns to index, in order
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
        _check(connection, table, columns)
        connection.execute(f"CREATE {kind} {_quoted(name)} ON {_quoted(table)} ({listed})")
    return name


def explain_query(database: DatabaseFile, sql: Statement) -> list[str]:
    """Explain how a database runs an SQL query.

    Args:
        database: Database file
        sql: The query, in SQL

    Returns:
        The steps of the plan, e.g. SCAN orders.
    """
    with _opened(database) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    return [str(step[3]) for step in plan]
