package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"dateline/feeds/topics"
	"dateline/internal/safe"
)

// What the reader does on the screen can end up in the configuration. The functions here make edits of it, for
// store.DB.ChangeFile: text in, text out, comments and all else as they were. Program.rewrite carries them out, and undoes them.

// configEdit makes a new text of a configuration out of an old one.
type configEdit = func(text string) (string, error)

// editing is an edit that f makes of the file at path as lines. What comes out is a sound configuration.
func editing(path string, f func(*configFile) error) configEdit {
	return func(text string) (string, error) {
		file, err := parseConfigFile(path, []byte(text))
		if err != nil {
			return "", err
		}
		if err := f(file); err != nil {
			return "", err
		}
		return string(file.joined()), nil
	}
}

// removeFeed takes a feed out; where the feeds are still the built-in ones, these become the reader's own first.
func removeFeed(path, address string) configEdit {
	return editing(path, func(f *configFile) error {
		if _, err := f.own(); err != nil {
			return err
		}
		if len(f.entries) == 1 && f.follows(address) {
			return errors.New("the last feed stays: without one, the built-in feeds would come back")
		}
		return f.remove(address)
	})
}

// appendView adds a view, or gives the one of that name another query.
func appendView(path, name, query string) configEdit {
	return editing(path, func(f *configFile) error {
		v := View{safe.Line(name), safe.Line(query)}
		want := slices.Clone(f.parsed.Views)
		if at := slices.IndexFunc(want, func(v View) bool { return strings.EqualFold(v.Name, name) }); at >= 0 {
			want[at] = v
		} else {
			want = append(want, v)
		}
		err := f.put("views", named(name), "name = "+tomlString(name), "query = "+tomlString(query))
		return cmp.Or(err, f.wants(func(c Config) bool { return slices.Equal(c.Views, want) }))
	})
}

// dropView takes a view out.
func dropView(path, name string) configEdit {
	return editing(path, func(f *configFile) error { return f.drop("views", named(name)) })
}

// putTheme puts on a theme: in the line that names one, else in a new first line.
func putTheme(path, words string) configEdit {
	return editing(path, func(f *configFile) error {
		literal := tomlString(words)
		if at := slices.IndexFunc(f.top, func(v value) bool { return v.key == "theme" }); at >= 0 {
			line, ok := otherValue(f.lines[f.top[at].line-1], literal)
			if !ok {
				return f.byHand()
			}
			f.lines[f.top[at].line-1] = line
		} else {
			lines := []string{"theme = " + literal}
			if len(f.lines) > 0 && len(f.top) == 0 || len(f.lines) > 0 && f.top[0].line > 1 {
				lines = append(lines, "")
			}
			f.lines = append(lines, f.lines...)
		}
		return f.wants(func(c Config) bool { return c.Theme == words })
	})
}

// appendMute adds a mute that ends at until; zero: never.
func appendMute(path, query string, until time.Time) configEdit {
	return editing(path, func(f *configFile) error {
		lines := []string{"query = " + tomlString(query)}
		if !until.IsZero() {
			lines = append(lines, "until = "+tomlString(until.Local().Format("2006-01-02 15:04")))
		}
		want := append(slices.Clone(f.parsed.Mutes), Mute{safe.Line(query), until.Local().Truncate(time.Minute)})
		same := func(a, b Mute) bool { return a.Query == b.Query && a.Until.Equal(b.Until) }
		return cmp.Or(f.append("mutes", lines...), f.wants(func(c Config) bool { return slices.EqualFunc(c.Mutes, want, same) }))
	})
}

// appendRule adds a rule; score 0 and no acts are left out.
func appendRule(path string, r Rule) configEdit {
	return editing(path, func(f *configFile) error {
		lines := []string{"query = " + tomlString(r.Query)}
		if r.Score != 0 {
			lines = append(lines, fmt.Sprintf("score = %d", r.Score))
		}
		if len(r.Do) > 0 {
			lines = append(lines, "do = "+tomlList(r.Do))
		}
		want := append(slices.Clone(f.parsed.Rules), r)
		return cmp.Or(f.append("rules", lines...), f.wants(func(c Config) bool { return reflect.DeepEqual(c.Rules, want) }))
	})
}

// appendTopic adds a topic behind the others, or puts it in the place of the one of that name; where the topics are still the
// built-in ones, these become the reader's own first.
func appendTopic(path string, topic topics.Topic) configEdit {
	return editing(path, func(f *configFile) error {
		if err := f.ownTopics(); err != nil {
			return err
		}
		want := slices.Clone(f.parsed.Topics)
		if at := slices.IndexFunc(want, func(t topics.Topic) bool { return strings.EqualFold(t.Name, topic.Name) }); at >= 0 {
			want[at] = topic
		} else {
			want = append(want, topic)
		}
		err := f.put("topics", named(topic.Name), topicLines(topic)...)
		return cmp.Or(err, f.wants(func(c Config) bool { return reflect.DeepEqual(c.Topics, want) }))
	})
}

// topicLines is a topic as lines of a file, without the heading.
func topicLines(topic topics.Topic) []string {
	lines := []string{"name = " + tomlString(topic.Name)}
	for _, part := range []struct {
		key   string
		words []string
	}{{"any", topic.Any}, {"all", topic.All}, {"not", topic.Not}, {"sections", topic.Sections}, {"feeds", topic.Feeds}, {"countries", topic.Countries}} {
		if len(part.words) > 0 {
			lines = append(lines, strings.Split(part.key+" = "+tomlList(part.words), "\n")...)
		}
	}
	return lines
}

// dropTopic takes a topic out. The last one stays: without any, the built-in ones would come back.
func dropTopic(path, name string) configEdit {
	return editing(path, func(f *configFile) error {
		if err := f.ownTopics(); err != nil {
			return err
		}
		if len(f.tables["topics"]) == 1 {
			return errors.New("the last topic stays: without one, the built-in topics would come back")
		}
		return f.drop("topics", named(name))
	})
}

// ownTopics makes the built-in topics part of the file when it has none of its own: one that is added would replace them all.
func (f *configFile) ownTopics() error {
	if len(f.tables["topics"]) > 0 {
		return nil
	}
	at := bytes.Index(defaultConfig, []byte("\n# ── Topics"))
	if at < 0 {
		return errors.New("the built-in configuration has no topics")
	}
	lines := strings.Split(strings.TrimSpace(string(defaultConfig[at:])), "\n")
	if len(f.lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	f.lines = append(f.lines, lines...)
	want := f.parsed.Topics
	return f.wants(func(c Config) bool { return reflect.DeepEqual(c.Topics, want) })
}
