-- What the reader does not want to see. Which stories a mute matches is kept in hidden, so that lists need not ask again.
CREATE TABLE mute (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	query  TEXT    NOT NULL,
	made   INTEGER NOT NULL,                           -- unix milliseconds, as until
	until  INTEGER NOT NULL DEFAULT 0,                 -- 0: for ever
	config INTEGER NOT NULL DEFAULT 0,                 -- it stands in the configuration
	active INTEGER NOT NULL DEFAULT 0                  -- neither lifted nor over
) STRICT;
CREATE TABLE hidden (
	mute  INTEGER NOT NULL REFERENCES mute (id) ON DELETE CASCADE,
	story INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
	PRIMARY KEY (mute, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX hidden_story ON hidden (story);

-- What the reader's rules say of stories as they arrive.
CREATE TABLE rule (
	id    INTEGER PRIMARY KEY,
	query TEXT    NOT NULL,
	score INTEGER NOT NULL,
	acts  TEXT    NOT NULL                             -- bookmark, follow, read, notify, with spaces between
) STRICT;
-- Stories of which a rule wants the reader to hear.
CREATE TABLE notice (story INTEGER PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE) STRICT;

ALTER TABLE story ADD COLUMN muted   INTEGER NOT NULL DEFAULT 0; -- mutes that match it
ALTER TABLE story ADD COLUMN score   INTEGER NOT NULL DEFAULT 0; -- by the rules
ALTER TABLE story ADD COLUMN outlets INTEGER NOT NULL DEFAULT 1; -- that report its event; kept by a trigger
ALTER TABLE label ADD COLUMN muted   INTEGER NOT NULL DEFAULT 0; -- 1: its story is; kept by a trigger

UPDATE story SET outlets = e.n FROM (SELECT event, count(DISTINCT feed) AS n FROM story WHERE event > 0 GROUP BY event HAVING n > 1) e
	WHERE story.event = e.event;

DROP INDEX story_feed;
DROP INDEX story_unread;
DROP INDEX label_topic;
DROP INDEX label_unread;
CREATE INDEX story_feed    ON story (feed, place, muted);
CREATE INDEX story_shown   ON story (place) WHERE muted = 0;
CREATE INDEX story_unread  ON story (place, feed) WHERE read = 0 AND muted = 0;
CREATE INDEX story_muted   ON story (place) WHERE muted > 0;
CREATE INDEX story_updated ON story (place) WHERE changed > 0;
CREATE INDEX story_scored  ON story (place, score) WHERE score <> 0;
CREATE INDEX story_spread  ON story (place, outlets) WHERE outlets > 1;
CREATE INDEX label_topic   ON label (topic, place) WHERE strong = 1 AND muted = 0;
CREATE INDEX label_unread  ON label (topic, place) WHERE strong = 1 AND unread = 1 AND muted = 0;

-- The tallies count what no mute hides.
DROP TRIGGER story_added;
DROP TRIGGER story_marked;
DROP TRIGGER label_added;
DROP TRIGGER label_removed;
DROP TRIGGER label_marked;
CREATE TRIGGER story_added AFTER INSERT ON story BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0), unread = unread + (new.read = 0 AND new.muted = 0) WHERE topic = 0;
END;
CREATE TRIGGER story_marked AFTER UPDATE OF read, muted ON story WHEN (old.read = 0) <> (new.read = 0) OR (old.muted = 0) <> (new.muted = 0) BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0) - (old.muted = 0),
		unread = unread + (new.read = 0 AND new.muted = 0) - (old.read = 0 AND old.muted = 0) WHERE topic = 0;
	UPDATE label SET unread = (new.read = 0), muted = (new.muted > 0) WHERE place = new.place;
END;
CREATE TRIGGER label_added AFTER INSERT ON label WHEN new.strong = 1 AND new.muted = 0 BEGIN
	UPDATE tally SET stories = stories + 1, unread = unread + new.unread WHERE topic = new.topic;
END;
CREATE TRIGGER label_removed AFTER DELETE ON label WHEN old.strong = 1 AND old.muted = 0 BEGIN
	UPDATE tally SET stories = stories - 1, unread = unread - old.unread WHERE topic = old.topic;
END;
CREATE TRIGGER label_marked AFTER UPDATE OF unread, muted ON label
	WHEN new.strong = 1 AND (old.unread <> new.unread OR old.muted <> new.muted) BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0) - (old.muted = 0),
		unread = unread + (new.unread = 1 AND new.muted = 0) - (old.unread = 1 AND old.muted = 0) WHERE topic = new.topic;
END;

-- How many outlets an event has is kept with each of its stories.
CREATE TRIGGER story_joined AFTER UPDATE OF event ON story
	WHEN new.event <> old.event AND (new.event <> new.id OR old.event NOT IN (0, new.id)) BEGIN
	UPDATE story SET outlets = e.n FROM (SELECT event, count(DISTINCT feed) AS n FROM story INDEXED BY story_event
		WHERE event IN (new.event, old.event) AND event > 0 GROUP BY event) e WHERE story.event = e.event AND story.outlets <> e.n;
END;
CREATE TRIGGER story_left AFTER DELETE ON story WHEN old.event > 0 AND old.outlets > 1 BEGIN
	UPDATE story SET outlets = e.n FROM (SELECT event, count(DISTINCT feed) AS n FROM story INDEXED BY story_event
		WHERE event = old.event GROUP BY event) e WHERE story.event = e.event AND story.outlets <> e.n;
END;
