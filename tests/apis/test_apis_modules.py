"""The shipped Python modules do what their docstrings say."""

import csv
import importlib.util
import json
import sqlite3
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

APIS = Path(__file__).parents[2] / "apis"


def load(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"apis_{name}", APIS / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


maths = load("maths")
database = load("database")


def test_units() -> None:
    assert maths.convert_length(26.2, "mile", "kilometre") == pytest.approx(42.164813, abs=1e-6)
    assert maths.convert_weight(10, "stone", "kilogram") == pytest.approx(63.5029318)
    assert maths.convert_temperature(-40, "celsius", "fahrenheit") == -40
    assert maths.convert_temperature(0, "kelvin", "celsius") == -273.15
    with pytest.raises(ValueError, match="absolute zero"):
        maths.convert_temperature(-500, "fahrenheit", "celsius")


def test_money() -> None:
    converted = maths.apply_exchange_rate(250, 1.08, "EUR", "USD")
    assert converted == {"amount": 270.0, "currency": "USD"}
    with pytest.raises(ValueError, match="above 0"):
        maths.apply_exchange_rate(1, 0, "EUR", "USD")
    assert maths.calculate_compound_interest(1000, 5, 10)["final_amount"] == 1628.89
    monthly = maths.calculate_compound_interest(0, 0, 2, "monthly", 100)
    assert monthly == {"final_amount": 2400, "interest": 0}
    assert maths.calculate_loan_payment(200_000, 4, 30) == {
        "monthly_payment": 954.83,
        "total_interest": 143_739.01,
    }
    assert maths.calculate_loan_payment(1200, 0, 1)["monthly_payment"] == 100


def test_percentages() -> None:
    assert maths.calculate_percentage_of(15, 80) == 12
    assert maths.calculate_percent_change(48, 60) == 25
    assert maths.calculate_percent_change(-10, -5) == 50
    assert maths.calculate_discount(59.9, 20) == {"price": 47.92, "savings": 11.98}
    with pytest.raises(ValueError, match="no percentage"):
        maths.calculate_percent_change(0, 3)
    with pytest.raises(ValueError, match="between 0 and 100"):
        maths.calculate_discount(10, 101)


def test_numbers() -> None:
    summary = maths.summarise_numbers([2, 4, 4, 4, 5, 5, 7, 9])
    assert (summary["mean"], summary["median"]) == (5, 4.5)
    assert summary["standard_deviation"] == pytest.approx((32 / 7) ** 0.5)
    assert maths.summarise_numbers([3])["standard_deviation"] == 0
    with pytest.raises(ValueError, match="no numbers"):
        maths.summarise_numbers([])
    assert maths.factorise_number(360)["prime_factors"] == [2, 2, 2, 3, 3, 5]
    assert maths.factorise_number(97)["is_prime"]
    with pytest.raises(ValueError, match="not between"):
        maths.factorise_number(1)


def test_equations_and_shapes() -> None:
    assert maths.solve_quadratic(1, -5, 6)["solutions"] == [2, 3]
    assert maths.solve_quadratic(1, 0, 1)["solutions"] == []
    assert maths.solve_quadratic(2, 0, 0)["solutions"] == [0]
    with pytest.raises(ValueError, match="not quadratic"):
        maths.solve_quadratic(0, 2, 1)
    assert maths.measure_circle(2)["area"] == pytest.approx(12.5663706)
    assert maths.calculate_area("ellipse", 2, 2) == pytest.approx(3.14159265)
    assert maths.calculate_area("triangle", 4, 3) == 6
    assert maths.calculate_area("rectangle", 5, 2) == 10


def test_dates() -> None:
    assert maths.add_to_date(date(2026, 1, 31), months=1) == date(2026, 2, 28)
    assert maths.add_to_date(date(2026, 3, 9), days=-3, weeks=2) == date(2026, 3, 20)
    assert maths.add_to_date(date(2026, 1, 15), months=-13) == date(2024, 12, 15)
    monday, next_monday = date(2026, 3, 9), date(2026, 3, 16)
    assert maths.count_days_between(monday, next_monday) == 7
    assert maths.count_days_between(monday, next_monday, True) == 5
    assert maths.count_days_between(monday, date(2026, 3, 14), True) == 4
    assert maths.count_days_between(next_monday, monday) == -7


def test_body_mass_index() -> None:
    assert maths.calculate_bmi(70, 175) == {"bmi": 22.9, "category": "normal weight"}
    assert maths.calculate_bmi(120, 170)["category"] == "obese"
    with pytest.raises(ValueError, match="above 0"):
        maths.calculate_bmi(70, 0)


@pytest.fixture
def shop(tmp_path: Path) -> str:
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);"
        "INSERT INTO customers (name, city) VALUES ('Ana', 'Sevilla'), ('Li', NULL);"
        "CREATE VIEW names AS SELECT name FROM customers;"
    )
    connection.close()
    return str(path)


def test_reading_a_database(shop: str) -> None:
    found = database.run_query(shop, "SELECT name FROM customers WHERE city = 'Sevilla'")
    assert found == [{"name": "Ana"}]
    assert len(database.run_query(shop, "SELECT * FROM customers", limit=1)) == 1
    joined = "SELECT a.name, b.name FROM customers a JOIN customers b ON b.id = a.id + 1"
    assert database.run_query(shop, joined) == [{"name": "Ana", "name_2": "Li"}]
    assert database.list_tables(shop) == ["customers"]
    assert database.list_tables(shop, include_views=True) == ["customers", "names"]
    identity, name, city = database.describe_table(shop, "customers")
    assert (identity["primary_key"], name["required"], city["type"]) == (True, True, "TEXT")
    assert database.count_rows(shop, "customers") == 2
    assert database.find_rows(shop, "customers", "city", "Sevilla") == [
        {"id": 1, "name": "Ana", "city": "Sevilla"}
    ]
    assert database.find_rows(shop, "customers", "id", "2")[0]["name"] == "Li"
    assert "SCAN" in database.explain_query(shop, "SELECT * FROM customers")[0]


def test_changing_a_database(shop: str, tmp_path: Path) -> None:
    cells = [{"column": "name", "value": "O'Brien"}, {"column": "city", "value": "Cork"}]
    assert database.insert_row(shop, "customers", cells) == 3
    assert database.create_index(shop, "customers", ["city", "name"]) == "idx_customers_city_name"
    assert database.delete_rows(shop, "customers", "name", "Li") == 1
    target = tmp_path / "customers.csv"
    assert database.export_table(shop, "customers", str(target)) == 2
    with target.open(newline="") as stream:
        assert list(csv.reader(stream))[2] == ["3", "O'Brien", "Cork"]
    target = tmp_path / "customers.json"
    database.export_table(shop, "customers", str(target))
    assert json.loads(target.read_text())[0]["name"] == "Ana"
    with pytest.raises(FileExistsError):
        database.export_table(shop, "customers", str(target))


def test_a_query_cannot_change_anything(shop: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.run_query(shop, "DELETE FROM customers")
    assert database.count_rows(shop, "customers") == 2


def test_names_of_tables_are_never_read_as_sql(shop: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.insert_row(
            shop, 'customers" (name) VALUES (1); --', [{"column": "name", "value": "x"}]
        )
    with pytest.raises(LookupError, match="no table"):
        database.describe_table(shop, "orders")


def test_wrong_use_of_a_database(shop: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no database"):
        database.list_tables(str(tmp_path / "nothing.db"))
    with pytest.raises(ValueError, match="at least one value"):
        database.insert_row(shop, "customers", [])
    with pytest.raises(ValueError, match=r"neither in \.csv"):
        database.export_table(shop, "customers", str(tmp_path / "customers.txt"))
    with pytest.raises(ValueError, match="at least one column"):
        database.create_index(shop, "customers", [])
