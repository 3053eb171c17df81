"""What is said of shards, as the remarks of stories.json."""

from storycontract.report.stories import RemarkEntry
from storycontract.verdict.shard_remark import ShardRemark


def describe_shard_remark(remark: ShardRemark) -> RemarkEntry:
    """Describe one remark; it is written nowhere but in the headers of runs."""
    return RemarkEntry(
        code=remark.trouble.value, sentence=remark.sentence, path=None, line=None, stories=remark.story_ids
    )
