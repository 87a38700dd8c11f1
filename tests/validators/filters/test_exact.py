from studio.record import AssistantMessage, Expected, ExpectedCall, Mask, Sample, UserMessage
from validators.filters.exact import PART, signature


def sample(text="How warm is it in Oslo?", name="get_weather", arguments=None, masks=None):
    arguments = {"city": "Oslo"} if arguments is None else arguments
    call = ExpectedCall(name=name, arguments=arguments)
    return Sample(
        id="s",
        index=0,
        scenario="single",
        tools=("get_weather-0123456789ab",),
        masks=masks or {},
        messages=(UserMessage(content=text), AssistantMessage()),
        expected=(Expected(message=1, behaviour="call", calls=(call,)),),
    )


def kept(*samples):
    """The indices a fresh memory keeps."""
    memory = PART.memory()
    for index, each in enumerate(samples):
        if memory.fault(PART.features(each)) is None:
            memory.add(index, PART.features(each))
            yield index


def test_case_spacing_and_punctuation_make_no_other_row():
    assert list(kept(sample(), sample("how warm is it, in  OSLO"), sample("Warm in Oslo?"))) == [
        0,
        2,
    ]


def test_other_arguments_make_another_row_and_their_order_does_not():
    one = sample(arguments={"city": "Oslo", "unit": "c"})
    turned = sample(arguments={"unit": "c", "city": "Oslo"})
    other = sample(arguments={"city": "Oslo", "unit": "f"})
    assert list(kept(one, turned, other)) == [0, 2]


def test_values_of_different_types_are_different():
    rows = [sample(arguments={"a": value}) for value in (1, 1.5, "1", True, None, [1], {"b": 1})]
    assert list(kept(*rows)) == list(range(7))


def test_a_masked_row_is_the_row_it_masks():
    mask = Mask(name="fn_1", parameters={"city": "p1"})
    masked = sample(name="fn_1", arguments={"p1": "Oslo"}, masks={"get_weather-0123456789ab": mask})
    assert signature(masked) == signature(sample())


def test_the_fault_names_the_row_it_repeats():
    memory = PART.memory()
    memory.add(17, PART.features(sample()))
    fault = memory.fault(PART.features(sample()))
    assert fault is not None
    assert (fault.name, fault.ok, fault.reason) == ("exact", False, "duplicate")
    assert fault.detail == "same as row 17"
    assert set(PART.reasons) == {"duplicate"}


def test_asking_changes_nothing():
    memory = PART.memory()
    assert memory.fault(PART.features(sample())) is None
    assert memory.fault(PART.features(sample())) is None
