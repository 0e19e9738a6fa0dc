-- Marks are brought to the labels and the tallies of many stories at once, not of one after the other; and only strong labels, which
-- are counted and listed, tell what is unread and muted.
DROP TRIGGER story_marked;
DROP TRIGGER story_hidden;
CREATE TRIGGER story_hidden AFTER UPDATE OF muted ON story WHEN (old.muted = 0) <> (new.muted = 0) BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0) - (old.muted = 0),
		unread = unread + (new.read = 0) * ((new.muted = 0) - (old.muted = 0)) WHERE topic = 0;
	UPDATE label SET muted = (new.muted > 0) WHERE place = new.place AND strong = 1;
END;
DROP TRIGGER label_marked;
CREATE TRIGGER label_hidden AFTER UPDATE OF muted ON label WHEN new.strong = 1 AND old.muted <> new.muted BEGIN
	UPDATE tally SET stories = stories + (new.muted = 0) - (old.muted = 0),
		unread = unread + new.unread * ((new.muted = 0) - (old.muted = 0)) WHERE topic = new.topic;
END;
