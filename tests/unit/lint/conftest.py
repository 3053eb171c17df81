import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature


class ContractReader:
    def __call__(self, text: str, path: str = "features/shop.feature") -> Contract:
        # Surrogates stand for bytes that are no UTF-8.
        file = parse_feature(text.encode("utf-8", "surrogateescape"), path)
        return Contract(collect_stories([file]), (file,))


@pytest.fixture
def read_contract() -> ContractReader:
    return ContractReader()
