-- What mutes hide can be counted as fast as what they leave.
DROP INDEX story_muted;
CREATE INDEX story_muted ON story (place, read) WHERE muted > 0;
CREATE INDEX label_muted ON label (topic, place, unread) WHERE strong = 1 AND muted = 1;
