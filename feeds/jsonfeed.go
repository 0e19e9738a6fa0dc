package feeds

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"dateline/internal/safe"

	gofeedjson "github.com/mmcdole/gofeed/json"
)

// parseJSON reads a JSON Feed. Fields of a wrong type are left out, a cut or broken document keeps its whole items.
func parseJSON(doc []byte, base *url.URL) (*Feed, error) {
	clean, cut, err := mendedJSON(doc)
	if err != nil {
		return nil, err
	}
	j, err := (&gofeedjson.Parser{}).Parse(bytes.NewReader(clean))
	if err != nil {
		return nil, fmt.Errorf("the feed cannot be read: %w", err)
	}
	f := fromJSON(j, base)
	f.Cut = cut
	return f, nil
}

// mendedJSON returns the document with the types that gofeed expects, or tells why it is no JSON Feed. cut tells that it
// ended in the middle.
func mendedJSON(doc []byte) (clean []byte, cut bool, err error) {
	var top map[string]json.RawMessage
	if json.Unmarshal(doc, &top) != nil {
		top, cut = brokenJSON(doc)
	}
	var version string
	_ = json.Unmarshal(top["version"], &version) // no version is no version
	items, err := firstOfList(top["items"], maxItems)
	if err != nil && !strings.Contains(version, "jsonfeed") {
		return nil, false, NoFeed{"JSON but no feed"}
	}
	if !strings.Contains(version, "jsonfeed") && (len(top["title"]) == 0 && len(top["home_page_url"]) == 0 || top["items"] == nil) {
		return nil, false, NoFeed{"JSON but no feed"}
	}
	out := fitting(top, feedTypes)
	var kept []map[string]any
	for _, raw := range items {
		var item map[string]json.RawMessage
		if json.Unmarshal(raw, &item) == nil && item != nil {
			kept = append(kept, fitting(item, itemTypes))
		}
	}
	out["items"] = kept
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // which makes six bytes of each tag's first
	err = enc.Encode(out)
	return b.Bytes(), cut, err
}

// feedTypes and itemTypes tell what each member has to be: s a string, a a list of authors, o an author, t a list of
// strings, f a list of attachments.
const (
	feedTypes = "version:s title:s home_page_url:s feed_url:s description:s icon:s favicon:s language:s author:o authors:a"
	itemTypes = "id:s url:s external_url:s title:s content_html:s content_text:s summary:s image:s banner_image:s date_published:s " +
		"date_modified:s author:o authors:a tags:t attachments:f language:s"
)

// fitting keeps the members that are what they have to be, or can be made so.
func fitting(in map[string]json.RawMessage, types string) map[string]any {
	out := map[string]any{}
	for _, t := range strings.Fields(types) {
		name, kind, _ := strings.Cut(t, ":")
		raw, ok := in[name]
		if !ok {
			continue
		}
		v, err := moderate(raw)
		if err != nil {
			continue
		}
		if v = fit(v, kind, raw); v != nil {
			out[name] = v
		}
	}
	return out
}

// firstOfList are the first n elements of a list.
func firstOfList(raw json.RawMessage, n int) (out []json.RawMessage, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, errors.New("no list")
	}
	for len(out) < n && dec.More() {
		var element json.RawMessage
		if err := dec.Decode(&element); err != nil {
			return out, err
		}
		out = append(out, element)
	}
	return out, nil
}

// moderate is a value, of a list as many elements as a field may have, and of an object the members that fit asks for.
func moderate(raw json.RawMessage) (any, error) {
	if len(raw) == 0 {
		return nil, errors.New("no value")
	}
	switch raw[0] {
	case '[':
		elements, err := firstOfList(raw, maxFields)
		if err != nil {
			return nil, err
		}
		list := make([]any, 0, len(elements))
		for _, e := range elements {
			if len(e) > 0 && e[0] == '[' {
				continue // no field has lists of lists
			}
			v, err := moderate(e)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case '{':
		var all map[string]json.RawMessage
		if err := json.Unmarshal(raw, &all); err != nil {
			return nil, err
		}
		out := map[string]any{}
		for _, k := range []string{"name", "url", "avatar", "mime_type", "title", "size_in_bytes"} {
			if m := all[k]; len(m) > 0 && m[0] != '[' && m[0] != '{' {
				var v any
				if json.Unmarshal(m, &v) == nil {
					out[k] = v
				}
			}
		}
		return out, nil
	}
	var v any
	err := json.Unmarshal(raw, &v)
	return v, err
}

func fit(v any, kind string, raw json.RawMessage) any {
	switch kind {
	case "s":
		switch v := v.(type) {
		case string:
			return strings.ToValidUTF8(v[:min(len(v), maxText)], "")
		case float64, bool:
			return strings.TrimSpace(string(raw))
		}
	case "o":
		return author(v)
	case "a":
		var out []any
		for _, x := range list(v) {
			if a := author(x); a != nil {
				out = append(out, a)
			}
		}
		return out
	case "t":
		var out []string
		for _, x := range list(v) {
			switch x := x.(type) {
			case string:
				out = append(out, x)
			case map[string]any:
				if s, ok := x["name"].(string); ok {
					out = append(out, s)
				}
			}
		}
		return out
	case "f":
		var out []any
		for _, x := range list(v) {
			if m, ok := x.(map[string]any); ok {
				out = append(out, attachment(m))
			}
		}
		return out
	}
	return nil
}

// list is v as a list; a lone value is a list of one.
func list(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case nil:
		return nil
	}
	return []any{v}
}

func author(v any) any {
	switch v := v.(type) {
	case string:
		return map[string]any{"name": v}
	case map[string]any:
		out := map[string]any{}
		for _, k := range []string{"name", "url", "avatar"} {
			if s, ok := v[k].(string); ok {
				out[k] = s
			}
		}
		return out
	}
	return nil
}

func attachment(m map[string]any) any {
	out := map[string]any{}
	for _, k := range []string{"url", "mime_type", "title"} {
		if s, ok := m[k].(string); ok {
			out[k] = s
		}
	}
	if n, ok := m["size_in_bytes"]; ok {
		out["size_in_bytes"] = n
	}
	return out
}

func fromJSON(j *gofeedjson.Feed, base *url.URL) *Feed {
	if base == nil {
		base = parsedURL(either(j.FeedURL, j.HomePageURL))
	}
	f := &Feed{
		Title:       safe.Line(j.Title),
		Link:        safe.Link(absolute(j.HomePageURL, base)),
		Language:    language(j.Language),
		Description: sanitized(escapeText(j.Description), base),
		Image:       absolute(either(j.Icon, j.Favicon), base),
		Authors:     jsonPeople(j.Author, j.Authors),
	}
	for _, i := range j.Items {
		f.Items = append(f.Items, jsonStory(i, f, base))
	}
	return f
}

func jsonStory(j *gofeedjson.Item, f *Feed, base *url.URL) Item {
	i := Item{
		ID:         identifier(j.ID),
		Title:      safe.Line(j.Title[:min(len(j.Title), maxHeadline)]),
		Summary:    sanitized(escapeText(j.Summary), base),
		Content:    sanitized(either(j.ContentHTML, escapeText(j.ContentText)), base),
		Image:      absolute(either(j.Image, j.BannerImage), base),
		Authors:    jsonPeople(j.Author, j.Authors),
		Published:  when(j.DatePublished),
		Updated:    when(j.DateModified),
		Categories: topics(lines(j.Tags)),
	}
	i.Link = safe.Link(either(absolute(j.URL, base), absolute(j.ExternalURL, base), safe.URL(j.ID)))
	if len(i.Authors) == 0 {
		i.Authors = f.Authors
	}
	if j.Attachments != nil {
		for _, a := range *j.Attachments {
			if address := absolute(a.URL, base); address != "" {
				i.Enclosures = append(i.Enclosures, Enclosure{URL: address, Type: safe.Line(a.MimeType), Length: max(a.SizeInBytes, 0)})
			}
		}
	}
	return i
}

func lines(list []string) (out []string) {
	for _, s := range list {
		out = append(out, safe.Line(s))
	}
	return out
}

func jsonPeople(one *gofeedjson.Author, many []*gofeedjson.Author) []Person {
	var out []Person
	for _, a := range append(many, one) {
		if a != nil {
			out = append(out, Person{Name: a.Name})
		}
	}
	return people(out)
}
