-- A story has two names: id, the order in which stories came in, and place, the order in which lists show them:
--   place = published, in seconds since 1970, << 30 | id
-- so that one integer sorts by time, ties included, and gives the id back: id = place & 1073741823.
-- What lists need to choose stories is in narrow tables and indexes; headline has what a row shows; body has the rest.

CREATE TABLE meta (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counts changes to the store, so that what was counted before can be used again while nothing has changed.
CREATE TABLE edition (n INTEGER NOT NULL) STRICT;
INSERT INTO edition VALUES (1);

CREATE TABLE feed (
	id            INTEGER PRIMARY KEY,
	url           TEXT    NOT NULL UNIQUE,             -- as configured
	name          TEXT    NOT NULL DEFAULT '',         -- the reader's
	title         TEXT    NOT NULL DEFAULT '',         -- its own
	shown         TEXT    NOT NULL DEFAULT '',         -- name, else title, else host
	folded        TEXT    NOT NULL DEFAULT '',         -- shown, title and url, for source:
	site          TEXT    NOT NULL DEFAULT '',
	language      TEXT    NOT NULL DEFAULT '',
	followed      INTEGER NOT NULL DEFAULT 1,
	etag          TEXT    NOT NULL DEFAULT '',
	last_modified TEXT    NOT NULL DEFAULT '',
	hash          TEXT    NOT NULL DEFAULT '',
	checked       INTEGER NOT NULL DEFAULT 0,          -- unix milliseconds, as next, quiet and changed
	next          INTEGER NOT NULL DEFAULT 0,
	quiet         INTEGER NOT NULL DEFAULT 0,
	failures      INTEGER NOT NULL DEFAULT 0,
	gone          INTEGER NOT NULL DEFAULT 0,
	status        INTEGER NOT NULL DEFAULT 0,
	error         TEXT    NOT NULL DEFAULT '',
	moved_to      TEXT    NOT NULL DEFAULT '',
	changed       INTEGER NOT NULL DEFAULT 0           -- when it last brought something new
) STRICT;

-- The categories that items come with, one a line; the same few lists come again and again.
CREATE TABLE sections (
	id    INTEGER PRIMARY KEY,
	names TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE story (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	place    INTEGER NOT NULL UNIQUE,
	feed     INTEGER NOT NULL REFERENCES feed (id),
	key      INTEGER NOT NULL UNIQUE,                  -- hash of feed and id, or link, or title and date
	link     INTEGER,                                  -- hash of feed and link; null: no link, or one of many
	digest   INTEGER NOT NULL,                         -- hash of all that the feed said
	fetched  INTEGER NOT NULL,                         -- unix milliseconds, as changed, read and saved
	changed  INTEGER NOT NULL DEFAULT 0,
	words    INTEGER NOT NULL DEFAULT 0,
	sections INTEGER REFERENCES sections (id),         -- null: none
	language TEXT    NOT NULL DEFAULT '',
	read     INTEGER NOT NULL DEFAULT 0,
	saved    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX story_link   ON story (link) WHERE link IS NOT NULL;
CREATE INDEX story_sections ON story (sections, place) WHERE sections IS NOT NULL;
CREATE INDEX story_feed   ON story (feed, place);
CREATE INDEX story_unread ON story (place, feed) WHERE read = 0;
CREATE INDEX story_read   ON story (read, place) WHERE read > 0;
CREATE INDEX story_saved  ON story (saved, place) WHERE saved > 0;

CREATE TABLE headline (
	id       INTEGER PRIMARY KEY,
	title    TEXT NOT NULL,
	url      TEXT NOT NULL,
	author   TEXT NOT NULL,
	summary  TEXT NOT NULL,                            -- plain text, at most 400 characters
	image    TEXT NOT NULL
) STRICT;

CREATE TABLE body (
	id            INTEGER PRIMARY KEY,
	guid          TEXT    NOT NULL,
	summary       TEXT    NOT NULL,                    -- HTML
	content       TEXT    NOT NULL,                    -- HTML
	article       TEXT    NOT NULL DEFAULT '',         -- JSON
	article_error TEXT    NOT NULL DEFAULT '',
	article_at    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The index of words; its row ids are places, so that hits come out newest first.
CREATE VIRTUAL TABLE words USING fts5 (
	title, summary, text, author,
	content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE word USING fts5vocab (words, instance);

CREATE TABLE topic (
	id         INTEGER PRIMARY KEY,
	name       TEXT    NOT NULL UNIQUE,
	folded     TEXT    NOT NULL,
	position   INTEGER NOT NULL,
	definition TEXT    NOT NULL,                       -- JSON
	labelled   INTEGER NOT NULL DEFAULT 0              -- the stories that were there before it have their labels
) STRICT;

CREATE TABLE label (
	place  INTEGER NOT NULL,
	topic  INTEGER NOT NULL REFERENCES topic (id),
	strong INTEGER NOT NULL,
	unread INTEGER NOT NULL,                           -- as its story, kept by a trigger
	PRIMARY KEY (place, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_topic  ON label (topic, place) WHERE strong = 1;
CREATE INDEX label_unread ON label (topic, place) WHERE strong = 1 AND unread = 1;

-- What gave a story its labels, in words.
CREATE TABLE reason (
	place INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	why   TEXT    NOT NULL,
	PRIMARY KEY (place, topic)
) STRICT, WITHOUT ROWID;

-- How many stories there are: of each topic (strong labels), and in all as topic 0. Kept by triggers.
CREATE TABLE tally (
	topic   INTEGER PRIMARY KEY,
	stories INTEGER NOT NULL DEFAULT 0,
	unread  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO tally (topic) VALUES (0);

CREATE TRIGGER story_added AFTER INSERT ON story BEGIN
	UPDATE tally SET stories = stories + 1, unread = unread + (new.read = 0) WHERE topic = 0;
END;
CREATE TRIGGER story_marked AFTER UPDATE OF read ON story WHEN (old.read = 0) <> (new.read = 0) BEGIN
	UPDATE tally SET unread = unread + (new.read = 0) - (old.read = 0) WHERE topic = 0;
	UPDATE label SET unread = (new.read = 0) WHERE place = new.place;
END;
CREATE TRIGGER label_added AFTER INSERT ON label WHEN new.strong = 1 BEGIN
	UPDATE tally SET stories = stories + 1, unread = unread + new.unread WHERE topic = new.topic;
END;
CREATE TRIGGER label_removed AFTER DELETE ON label WHEN old.strong = 1 BEGIN
	UPDATE tally SET stories = stories - 1, unread = unread - old.unread WHERE topic = old.topic;
END;
CREATE TRIGGER label_marked AFTER UPDATE OF unread ON label WHEN new.strong = 1 AND old.unread <> new.unread BEGIN
	UPDATE tally SET unread = unread + new.unread - old.unread WHERE topic = new.topic;
END;

-- What the reader did, newest last: "change" has what each story's mark was before, "value" what it became.
CREATE TABLE act (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	kind   TEXT    NOT NULL,                           -- read, unread, saved, unsaved
	value  INTEGER NOT NULL,                           -- unix milliseconds, or 0
	count  INTEGER NOT NULL,
	at     INTEGER NOT NULL,                           -- unix milliseconds
	undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE change (
	act   INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
	story INTEGER NOT NULL REFERENCES story (id),
	old   INTEGER NOT NULL,
	PRIMARY KEY (act, story)
) STRICT, WITHOUT ROWID;
