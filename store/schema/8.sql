-- How long the stories of a feed are kept, in seconds, as the configuration said when the feed was last in it; 0: as others.
ALTER TABLE feed ADD COLUMN keep        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN keep_unread INTEGER NOT NULL DEFAULT 0;

-- Stories that were cleaned away, by key: a feed that still has them does not bring them back.
CREATE TABLE cleaned (
	key INTEGER PRIMARY KEY,
	at  INTEGER NOT NULL                               -- unix milliseconds: when that was, or a feed was last seen with it
) STRICT;

-- A story goes with all that is known of it. What has a note or a tag cannot.
CREATE TRIGGER story_removed AFTER DELETE ON story BEGIN
	UPDATE tally SET stories = stories - (old.muted = 0), unread = unread - (old.read = 0 AND old.muted = 0) WHERE topic = 0;
	DELETE FROM label    WHERE place = old.place;
	DELETE FROM reason   WHERE place = old.place;
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
