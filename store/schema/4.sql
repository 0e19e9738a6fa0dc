-- What the reader did is of many kinds now: besides marks, it changes things that are written down as texts.
ALTER TABLE act ADD COLUMN title TEXT NOT NULL DEFAULT ''; -- what it was about; '': a story says it
ALTER TABLE act ADD COLUMN file  TEXT NOT NULL DEFAULT ''; -- that it changed, too
ALTER TABLE act ADD COLUMN hunk  TEXT NOT NULL DEFAULT ''; -- how: JSON
CREATE TABLE effect (
	act    INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
	n      INTEGER NOT NULL,
	thing  TEXT    NOT NULL,                            -- note, tags, saved …
	key    INTEGER NOT NULL,                            -- which
	before TEXT    NOT NULL,                            -- '': it was not there
	after  TEXT    NOT NULL,
	PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

-- A story may go while an act on it can still be undone for others.
CREATE TABLE changes (
	act   INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
	story INTEGER NOT NULL,
	old   INTEGER NOT NULL,
	PRIMARY KEY (act, story)
) STRICT, WITHOUT ROWID;
INSERT INTO changes SELECT act, story, old FROM change;
DROP TABLE change;
ALTER TABLE changes RENAME TO change;

CREATE TABLE note (
	story INTEGER PRIMARY KEY REFERENCES story (id),
	text  TEXT    NOT NULL,                             -- Markdown
	at    INTEGER NOT NULL                              -- unix milliseconds: when it was last changed
) STRICT;

CREATE TABLE tag (
	story  INTEGER NOT NULL REFERENCES story (id),
	folded TEXT    NOT NULL,                            -- as it is compared
	name   TEXT    NOT NULL,                            -- as the reader writes it
	PRIMARY KEY (story, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_folded ON tag (folded, story);

-- Where the reader left an article: how many characters of its plain text stood above the screen.
CREATE TABLE left_at (
	story INTEGER PRIMARY KEY REFERENCES story (id),
	chars INTEGER NOT NULL,
	at    INTEGER NOT NULL                              -- unix milliseconds
) STRICT;
