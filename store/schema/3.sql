-- The last answers of each feed: how it fares, for whoever wonders why it is silent.
CREATE TABLE answer (
	feed    INTEGER NOT NULL REFERENCES feed (id),
	at      INTEGER NOT NULL,                           -- unix milliseconds: when it was asked
	took    INTEGER NOT NULL,                           -- milliseconds
	status  INTEGER NOT NULL,                           -- of HTTP; 0: there was no answer
	bytes   INTEGER NOT NULL,
	same    INTEGER NOT NULL,                           -- not modified, or the same bytes again
	added   INTEGER NOT NULL,                           -- stories
	updated INTEGER NOT NULL,
	reason  TEXT    NOT NULL,                           -- why nothing came; '': it did
	PRIMARY KEY (feed, at)
) STRICT, WITHOUT ROWID;

-- A permanent redirect is believed when it was seen often enough and for long enough; moved_to is set only then.
ALTER TABLE feed ADD COLUMN moving_to    TEXT    NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN moving_since INTEGER NOT NULL DEFAULT 0; -- unix milliseconds, as whole
ALTER TABLE feed ADD COLUMN confirmed    INTEGER NOT NULL DEFAULT 0; -- answers that led there
ALTER TABLE feed ADD COLUMN whole        INTEGER NOT NULL DEFAULT 0; -- when a whole document last came, not "not modified"
UPDATE feed SET whole = checked;
UPDATE feed SET moving_to = moved_to, moving_since = checked, confirmed = 1, moved_to = '' WHERE moved_to <> '';

-- What a story said before it was changed.
CREATE TABLE version (
	story   INTEGER NOT NULL REFERENCES story (id),
	at      INTEGER NOT NULL,                           -- unix milliseconds: when the story first said so
	title   TEXT    NOT NULL,
	summary TEXT    NOT NULL,                           -- plain text, as is
	text    TEXT,                                       -- null: as in the next version
	PRIMARY KEY (story, at)
) STRICT;
