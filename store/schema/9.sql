-- What gives a story its topics is found again when the reader asks.
DROP TABLE reason;
DROP TRIGGER story_removed;
CREATE TRIGGER story_removed AFTER DELETE ON story BEGIN
	UPDATE tally SET stories = stories - (old.muted = 0), unread = unread - (old.read = 0 AND old.muted = 0) WHERE topic = 0;
	DELETE FROM label    WHERE place = old.place;
	DELETE FROM words    WHERE rowid = old.place;
	DELETE FROM headline WHERE id = old.id;
	DELETE FROM body     WHERE id = old.id;
	DELETE FROM version  WHERE story = old.id;
	DELETE FROM left_at  WHERE story = old.id;
	DELETE FROM topic_correction WHERE story = old.id;
	DELETE FROM correction WHERE a = old.id OR b = old.id;
	DELETE FROM chapter WHERE event = iif(old.event > 0, old.event, old.id)
		AND NOT EXISTS (SELECT 1 FROM story WHERE event = chapter.event OR id = chapter.event);
END;

-- The writer counts what it adds by itself, once a transaction.
DROP TRIGGER story_added;
DROP TRIGGER label_added;

-- Fewer, larger segments of the index while much comes in.
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
