# SPDX-License-Identifier: Apache-2.0
"""Everyday maths: units, percentages, interest, statistics, geometry, primes, dates.

Functions only, no state; every one raises ValueError where the question has no answer.
"""

import calendar
import math
import statistics
from datetime import date, timedelta
from typing import Annotated, Literal, TypedDict

from pydantic import Field

LengthUnit = Literal["millimetre", "centimetre", "metre", "kilometre", "inch", "foot", "mile"]
MassUnit = Literal["gram", "kilogram", "tonne", "ounce", "pound", "stone"]
TemperatureUnit = Literal["celsius", "fahrenheit", "kelvin"]
Currency = Literal["EUR", "USD", "GBP", "INR", "JPY", "SEK", "BRL", "ZAR"]
MoneyAmount = Annotated[float, Field(gt=0, le=10_000_000, examples=[19.99, 250, 1200, 86.5])]
Rate = Annotated[float, Field(ge=0, le=15, examples=[1.75, 3.5, 4.2, 6.9])]
Measure = Annotated[float, Field(gt=0, le=1_000_000, examples=[4, 7.5, 12, 30])]

# Exact by the international yard and pound agreement of 1959.
_METRES = {
    "millimetre": 0.001,
    "centimetre": 0.01,
    "metre": 1.0,
    "kilometre": 1000.0,
    "inch": 0.0254,
    "foot": 0.3048,
    "mile": 1609.344,
}
_GRAMS = {
    "gram": 1.0,
    "kilogram": 1000.0,
    "tonne": 1_000_000.0,
    "ounce": 28.349523125,
    "pound": 453.59237,
    "stone": 6350.29318,
}


def _tidy(number: float) -> float:
    """Ten significant digits: as many as anybody wants to read, without the noise after them."""
    return float(f"{number:.10g}")


class Growth(TypedDict):
    """What savings grow to."""

    final_amount: float
    """Money at the end."""
    interest: float
    """How much of it is interest."""


class DiscountedPrice(TypedDict):
    """What is left to pay."""

    price: float
    """Price to pay, with two decimals."""
    savings: float
    """What the discount takes off, with two decimals."""


class LoanPayment(TypedDict):
    """What a loan costs."""

    monthly_payment: float
    """What to pay each month, with two decimals."""
    total_interest: float
    """All interest until the loan is paid back, with two decimals."""


class QuadraticSolutions(TypedDict):
    """Where a quadratic equation is zero."""

    solutions: list[float]
    """Real solutions from small to large; none when there are no real ones."""
    discriminant: float
    """b² - 4ac."""


class Circle(TypedDict):
    """The size of a circle."""

    area: float
    circumference: float


class Factorisation(TypedDict):
    """What a whole number is made of."""

    is_prime: bool
    prime_factors: list[int]
    """Prime factors from small to large, repeated ones repeated."""


class Money(TypedDict):
    """An amount of money."""

    amount: float
    """With two decimals."""
    currency: Currency


class Summary(TypedDict):
    """What a list of numbers looks like."""

    mean: float
    median: float
    standard_deviation: float
    minimum: float
    maximum: float


class BodyMassIndex(TypedDict):
    """Weight in relation to height."""

    bmi: float
    """Kilograms per square metre."""
    category: Literal["underweight", "normal weight", "overweight", "obese"]


def convert_length(
    length: Annotated[float, Field(gt=0, le=1_000_000, examples=[5, 26.2, 180, 0.75])],
    from_unit: LengthUnit,
    to_unit: LengthUnit,
) -> float:
    """Convert a length to another unit.

    Parameters
    ----------
    length : float
        Length to convert.
    from_unit : LengthUnit
        Unit of the length.
    to_unit : LengthUnit
        Unit wanted.

    Returns
    -------
    float
        The length in the unit wanted.
    """
    return _tidy(length * _METRES[from_unit] / _METRES[to_unit])


def convert_weight(
    weight: Annotated[float, Field(gt=0, le=1_000_000, examples=[70, 12.5, 250, 3.2])],
    from_unit: MassUnit,
    to_unit: MassUnit,
) -> float:
    """Convert a weight to another unit.

    Parameters
    ----------
    weight : float
        Weight to convert.
    from_unit : MassUnit
        Unit of the weight.
    to_unit : MassUnit
        Unit wanted.

    Returns
    -------
    float
        The weight in the unit wanted.
    """
    return _tidy(weight * _GRAMS[from_unit] / _GRAMS[to_unit])


def convert_temperature(
    temperature: Annotated[float, Field(ge=-459.67, le=10_000, examples=[37.5, 72, 350, 21])],
    from_unit: TemperatureUnit,
    to_unit: TemperatureUnit,
) -> float:
    """Convert a temperature to another scale.

    Parameters
    ----------
    temperature : float
        Temperature to convert.
    from_unit : TemperatureUnit
        Scale of the temperature.
    to_unit : TemperatureUnit
        Scale wanted.

    Returns
    -------
    float
        The temperature on the scale wanted.

    Raises
    ------
    ValueError
        If the temperature is below absolute zero.
    """
    kelvin = {
        "celsius": temperature + 273.15,
        "fahrenheit": (temperature + 459.67) * 5 / 9,
        "kelvin": temperature,
    }[from_unit]
    if kelvin < 0:
        raise ValueError(f"{temperature} {from_unit} is below absolute zero")
    return round(
        {
            "celsius": kelvin - 273.15,
            "fahrenheit": kelvin * 9 / 5 - 459.67,
            "kelvin": kelvin,
        }[to_unit],
        6,
    )


def apply_exchange_rate(
    amount: MoneyAmount,
    exchange_rate: Annotated[float, Field(gt=0, le=1000, examples=[1.08, 0.86, 163.5, 11.2])],
    from_currency: Currency,
    to_currency: Currency,
) -> Money:
    """Convert an amount of money at an exchange rate.

    :param amount: Money to convert
    :param exchange_rate: Units of the second currency for one of the first
    :param from_currency: Currency of the amount as an ISO 4217 code
    :param to_currency: Currency wanted as an ISO 4217 code
    :returns: The converted amount, with two decimals, and its currency
    :raises ValueError: if the rate is not positive
    """
    if exchange_rate <= 0:
        raise ValueError(f"an exchange rate is above 0, not {exchange_rate}")
    if from_currency == to_currency:
        return {"amount": round(amount, 2), "currency": to_currency}
    return {"amount": round(amount * exchange_rate, 2), "currency": to_currency}


def calculate_percentage_of(
    percentage: Annotated[float, Field(ge=0, le=1000, examples=[15, 7.5, 120, 40])],
    number: Annotated[float, Field(examples=[80, 1350, 64.9, 22000])],
) -> float:
    """Get the share of a number for a percentage.

    :param percentage: The percentage
    :param number: The number it is taken of
    :returns: That share of the number
    """
    return _tidy(number * percentage / 100)


def calculate_percent_change(
    old_value: Annotated[float, Field(examples=[48, 1200, 310, 2.4])],
    new_value: Annotated[float, Field(examples=[60, 950, 402, 3.1])],
) -> float:
    """Calculate the percentage change from an old value to a new value.

    :param old_value: Value before
    :param new_value: Value after
    :returns: Change in percent, negative when it went down
    :raises ValueError: if the value before is 0
    """
    if old_value == 0:
        raise ValueError("a change from 0 has no percentage")
    return _tidy((new_value - old_value) / abs(old_value) * 100)


def calculate_discount(
    price: MoneyAmount,
    discount_percent: Annotated[float, Field(ge=0, le=100, examples=[10, 20, 35, 12.5])],
) -> DiscountedPrice:
    """Calculate the final price after a discount on a price.

    :param price: Price before the discount
    :param discount_percent: Discount in percent, from 0 to 100
    :returns: Price to pay and what is saved, with two decimals
    :raises ValueError: if the discount is not between 0 and 100
    """
    if not 0 <= discount_percent <= 100:
        raise ValueError(f"a discount is between 0 and 100 percent, not {discount_percent}")
    left = round(price * (1 - discount_percent / 100), 2)
    return {"price": left, "savings": round(price - left, 2)}


def calculate_compound_interest(
    principal: Annotated[float, Field(ge=0, le=10_000_000, examples=[1000, 25000, 4500.5])],
    annual_rate_percent: Rate,
    years: Annotated[float, Field(gt=0, le=60, examples=[5, 10, 2.5, 18])],
    compounded: Literal["yearly", "quarterly", "monthly", "daily"] = "yearly",
    monthly_deposit: Annotated[float, Field(ge=0, le=5000, examples=[50, 100, 250])] = 0,
) -> Growth:
    """Calculate the compound interest on a principal at an annual rate.

    Parameters
    ----------
    principal : float
        Money at the start.
    annual_rate_percent : float
        Interest rate per year in percent.
    years : float
        How many years the money grows.
    compounded : {"yearly", "quarterly", "monthly", "daily"}, default "yearly"
        How often interest is added.
    monthly_deposit : float, default 0
        Money paid in at the end of each month.

    Returns
    -------
    Growth
        The final amount and how much of it is interest, with two decimals.
    """
    periods = {"yearly": 1, "quarterly": 4, "monthly": 12, "daily": 365}[compounded]
    growth = (1 + annual_rate_percent / 100 / periods) ** periods  # of one year
    months = round(years * 12)
    monthly = growth ** (1 / 12)
    deposits = sum(monthly_deposit * monthly**rest for rest in range(months))
    final = principal * growth**years + deposits
    return {
        "final_amount": round(final, 2),
        "interest": round(final - principal - monthly_deposit * months, 2),
    }


def calculate_loan_payment(
    loan_amount: Annotated[float, Field(gt=0, le=100_000_000, examples=[15000, 280000, 6500])],
    annual_rate_percent: Rate,
    years: Annotated[int, Field(ge=1, le=40, examples=[5, 20, 30])],
) -> LoanPayment:
    """Calculate the monthly payment on a loan.

    Parameters
    ----------
    loan_amount : float
        Money borrowed.
    annual_rate_percent : float
        Interest rate per year in percent.
    years : int
        Years until the loan is paid back.

    Returns
    -------
    LoanPayment
        What to pay each month, and all interest, with two decimals.
    """
    months = years * 12
    rate = annual_rate_percent / 1200
    factor = rate / (1 - (1 + rate) ** -months) if rate else 1 / months
    return {
        "monthly_payment": round(loan_amount * factor, 2),
        "total_interest": round(loan_amount * factor * months - loan_amount, 2),
    }


def summarise_numbers(
    numbers: Annotated[
        list[float],
        Field(min_length=1, max_length=20, examples=[[12, 15, 9, 22], [3.5, 4.1, 2.8, 3.9, 4.4]]),
    ],
) -> Summary:
    """Calculate the mean and spread of a list of numbers.

    Parameters
    ----------
    numbers : list[float]
        The numbers.

    Returns
    -------
    Summary
        Mean, median, standard deviation of the sample, smallest and largest.

    Raises
    ------
    ValueError
        If there are no numbers.
    """
    if not numbers:
        raise ValueError("there are no numbers to summarise")
    return {
        "mean": _tidy(statistics.fmean(numbers)),
        "median": _tidy(statistics.median(numbers)),
        "standard_deviation": _tidy(statistics.stdev(numbers)) if len(numbers) > 1 else 0.0,
        "minimum": min(numbers),
        "maximum": max(numbers),
    }


def calculate_area(
    shape: Literal["rectangle", "triangle", "ellipse", "parallelogram"],
    width: Measure,
    height: Measure,
) -> float:
    """Calculate the area of a shape.

    :param shape: Which shape
    :param width: Width or base
    :param height: Height, in the same unit as the width
    :returns: The area in square units
    """
    share = {"ellipse": math.pi / 4, "triangle": 0.5}
    return _tidy(share.get(shape, 1.0) * width * height)


def measure_circle(radius: Measure) -> Circle:
    """Calculate the area and circumference of a circle.

    :param radius: Radius of the circle
    :returns: Area in square units and circumference in units
    """
    return {"area": _tidy(math.pi * radius**2), "circumference": _tidy(2 * math.pi * radius)}


def factorise_number(
    number: Annotated[int, Field(ge=2, le=1_000_000_000_000, examples=[97, 360, 1001, 7919])],
) -> Factorisation:
    """Find the prime factors of a whole number.

    :param number: Whole number from 2 to 1,000,000,000,000
    :returns: Whether it is prime, and its prime factors from small to large
    :raises ValueError: if the number is outside that range
    """
    if not 2 <= number <= 10**12:
        raise ValueError(f"{number} is not between 2 and 1,000,000,000,000")
    rest, factors, divisor = number, [], 2
    while divisor * divisor <= rest:
        while rest % divisor == 0:
            factors.append(divisor)
            rest //= divisor
        divisor += 1 if divisor == 2 else 2
    if rest > 1:
        factors.append(rest)
    return {"is_prime": len(factors) == 1, "prime_factors": factors}


def solve_quadratic(
    a: Annotated[float, Field(examples=[1, 2, -3, 4])],
    b: Annotated[float, Field(examples=[-5, 4, 0, 7])],
    c: Annotated[float, Field(examples=[6, -1, 12, -8])],
) -> QuadraticSolutions:
    """Solve a quadratic equation. It has the form a x² + b x + c = 0.

    Parameters
    ----------
    a : float
        Number before x², not 0.
    b : float
        Number before x.
    c : float
        Number without x.

    Returns
    -------
    QuadraticSolutions
        The real solutions, and the discriminant that tells how many there are.

    Raises
    ------
    ValueError
        If a is 0.
    """
    if a == 0:
        raise ValueError("with a = 0 the equation is not quadratic")
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return {"solutions": [], "discriminant": _tidy(discriminant)}
    # Adding numbers of one sign keeps the digits that b - sqrt(b² - 4ac) would cancel.
    half = -(b + math.copysign(math.sqrt(discriminant), b)) / 2
    solutions = {_tidy(half / a), _tidy(c / half) if half else 0.0}
    return {"solutions": sorted(solutions), "discriminant": _tidy(discriminant)}


def add_to_date(
    start_date: date,
    days: Annotated[int, Field(ge=-36500, le=36500, examples=[10, 45, 90, -3])] = 0,
    weeks: Annotated[int, Field(ge=-5200, le=5200, examples=[2, 6, -1])] = 0,
    months: Annotated[int, Field(ge=-1200, le=1200, examples=[1, 6, -18])] = 0,
) -> date:
    """Calculate the date reached from a start date. Negative numbers go back.

    :param start_date: Date to count from, e.g. 2026-03-09
    :param days: Days to add, negative to go back
    :param weeks: Weeks to add, negative to go back
    :param months: Months to add, negative to go back; a day that the month
        does not have becomes its last day
    :returns: The date that is reached
    """
    count = start_date.year * 12 + start_date.month - 1 + months
    year, month = count // 12, count % 12 + 1
    day = min(start_date.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) + timedelta(days=days, weeks=weeks)


def count_days_between(start_date: date, end_date: date, working_days_only: bool = False) -> int:
    """Count the days from a start date to an end date.

    :param start_date: First date, not counted itself, e.g. 2026-01-15
    :param end_date: Second date, counted, e.g. 2026-12-24
    :param working_days_only: Whether Saturdays and Sundays are left out
    :returns: Number of days, negative when the second date is earlier
    """
    total = (end_date - start_date).days
    if not working_days_only:
        return total
    sign = 1 if total >= 0 else -1
    first = start_date if sign > 0 else end_date
    weeks, rest = divmod(abs(total), 7)
    extra = sum((first + timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))
    return sign * (weeks * 5 + extra)


def calculate_bmi(
    weight_kg: Annotated[float, Field(ge=25, le=300, examples=[62.5, 88, 71])],
    height_cm: Annotated[float, Field(ge=100, le=250, examples=[165, 182, 174])],
) -> BodyMassIndex:
    """Calculate the body mass index for a weight and a height.

    Parameters
    ----------
    weight_kg : float
        Body weight in kilograms.
    height_cm : float
        Height in centimetres.

    Returns
    -------
    BodyMassIndex
        The index with one decimal, and its class by the World Health Organization.

    Raises
    ------
    ValueError
        If weight or height is not positive.
    """
    if weight_kg <= 0 or height_cm <= 0:
        raise ValueError("weight and height are above 0")
    bmi = weight_kg / (height_cm / 100) ** 2
    category: Literal["underweight", "normal weight", "overweight", "obese"] = "obese"
    if bmi < 18.5:
        category = "underweight"
    elif bmi < 25:
        category = "normal weight"
    elif bmi < 30:
        category = "overweight"
    return {"bmi": round(bmi, 1), "category": category}
