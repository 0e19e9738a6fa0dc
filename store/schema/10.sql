-- To mark a story read touches only what speaks of that.
DROP TRIGGER story_marked;
CREATE TRIGGER story_marked AFTER UPDATE OF read ON story WHEN (old.read = 0) <> (new.read = 0) BEGIN
	UPDATE tally SET unread = unread + (new.read = 0) - (old.read = 0) WHERE topic = 0 AND new.muted = 0;
	UPDATE label SET unread = (new.read = 0) WHERE place = new.place;
END;
CREATE TRIGGER story_hidden AFTER UPDATE OF muted ON story WHEN (old.muted = 0) <> (new.muted = 0) BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0) - (old.muted = 0),
		unread = unread + (new.read = 0) * ((new.muted = 0) - (old.muted = 0)) WHERE topic = 0;
	UPDATE label SET muted = (new.muted > 0) WHERE place = new.place;
END;

-- Stories that a rule wants followed, until it is known what event they are of.
CREATE TABLE wish (story INTEGER PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE) STRICT;
