-- Corrections are looked up by either of their stories.
CREATE INDEX correction_a ON correction (a);
CREATE INDEX correction_b ON correction (b);

-- Why a story was put into its event, where it did not found one.
CREATE TABLE decision (
	story INTEGER PRIMARY KEY,
	near  INTEGER NOT NULL,                            -- the story it is nearest to
	why   TEXT    NOT NULL
) STRICT;
CREATE TRIGGER story_decided AFTER DELETE ON story BEGIN
	DELETE FROM decision WHERE story = old.id;
END;
