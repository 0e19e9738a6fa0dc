-- A story that changed so little that nobody would call it a change is not marked as changed.
ALTER TABLE story ADD COLUMN edited INTEGER NOT NULL DEFAULT 0; -- unix milliseconds: when it last changed in a way worth telling
UPDATE story SET edited = changed;
DROP INDEX story_updated;
CREATE INDEX story_edited ON story (place) WHERE edited > 0;

-- What goes on for days: events that are linked, and stay events of their own. An event has a line once another belongs to
-- it, or once the reader follows it.
CREATE TABLE storyline (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	name     TEXT    NOT NULL,                         -- the words that tell it best
	given    TEXT    NOT NULL DEFAULT '',              -- the reader's name for it
	pinned   INTEGER NOT NULL DEFAULT 0,               -- unix milliseconds, as followed and seen; 0: not
	followed INTEGER NOT NULL DEFAULT 0,
	seen     INTEGER NOT NULL DEFAULT 0                -- when the reader last looked
) STRICT;
CREATE INDEX storyline_followed ON storyline (followed) WHERE followed > 0;
CREATE TABLE chapter (
	event INTEGER PRIMARY KEY,
	line  INTEGER NOT NULL REFERENCES storyline (id)
) STRICT;
CREATE INDEX chapter_line ON chapter (line, event);

-- The words that tell an event from others, for as long as later ones may be linked to it.
CREATE TABLE core (
	event    INTEGER PRIMARY KEY,
	first    INTEGER NOT NULL,                         -- unix seconds, as last
	last     INTEGER NOT NULL,
	language TEXT    NOT NULL,
	words    TEXT    NOT NULL                          -- "storm 0.412", one a line, heaviest first
) STRICT;
CREATE INDEX core_last ON core (last);

-- What the reader decided otherwise. It speaks of stories, not of events, so that events can be made anew from it.
CREATE TABLE correction (
	id   INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT    NOT NULL,                             -- together, apart
	a    INTEGER NOT NULL,                             -- stories
	b    INTEGER NOT NULL
) STRICT;
CREATE TABLE topic_correction (
	story INTEGER NOT NULL REFERENCES story (id),
	topic TEXT    NOT NULL,                            -- its name
	given INTEGER NOT NULL,                            -- 1: the story has the topic, 0: it has not
	PRIMARY KEY (story, topic)
) STRICT, WITHOUT ROWID;
