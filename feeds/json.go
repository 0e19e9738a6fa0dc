package feeds

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"
)

type jsonFeed struct {
	Title       string     `json:"title"`
	Link        string     `json:"link,omitempty"`
	Language    string     `json:"language,omitempty"`
	Description string     `json:"description,omitempty"`
	Copyright   string     `json:"copyright,omitempty"`
	Image       string     `json:"image,omitempty"`
	Author      string     `json:"author,omitempty"`
	AuthorEmail string     `json:"author_email,omitempty"`
	Updated     string     `json:"updated,omitempty"`
	Published   string     `json:"published,omitempty"`
	Categories  []string   `json:"categories,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID           string          `json:"id,omitempty"`
	Title        string          `json:"title"`
	Link         string          `json:"link,omitempty"`
	Summary      string          `json:"summary,omitempty"`
	Content      string          `json:"content,omitempty"`
	Image        string          `json:"image,omitempty"`
	Comments     string          `json:"comments,omitempty"`
	Authors      []string        `json:"authors,omitempty"`
	AuthorEmails []string        `json:"author_emails,omitempty"`
	Published    string          `json:"published,omitempty"`
	Updated      string          `json:"updated,omitempty"`
	Categories   []string        `json:"categories,omitempty"`
	Enclosures   []jsonEnclosure `json:"enclosures,omitempty"`
}

type jsonEnclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Length string `json:"length,omitempty"`
}

// WriteJSON writes a feed as one JSON object on one line. Titles are plain text, summary, content and description HTML;
// times are RFC 3339; what the feed does not say is absent. Items keep the order of the document.
func WriteJSON(w io.Writer, f *Feed) error {
	out := jsonFeed{
		Title: f.Title, Link: f.Link, Language: f.Language, Description: f.Description, Copyright: f.Copyright, Image: f.Image,
		Updated: stamp(f.Updated), Published: stamp(f.Published), Categories: f.Categories, Items: make([]jsonItem, 0, len(f.Items)),
	}
	names, emails := split(f.Authors)
	out.Author, out.AuthorEmail = firstOf(names), firstOf(emails)
	for _, i := range f.Items {
		out.Items = append(out.Items, i.json())
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write feed as JSON: %w", err)
	}
	return nil
}

func (i *Item) json() jsonItem {
	out := jsonItem{
		ID: i.ID, Title: i.Title, Link: i.Link, Summary: i.Summary, Content: i.Content, Image: i.Image, Comments: i.Comments,
		Published: stamp(i.Published), Updated: stamp(i.Updated), Categories: i.Categories,
	}
	out.Authors, out.AuthorEmails = split(i.Authors)
	for _, e := range i.Enclosures {
		length := ""
		if e.Length > 0 {
			length = strconv.FormatInt(e.Length, 10)
		}
		out.Enclosures = append(out.Enclosures, jsonEnclosure{URL: e.URL, Type: e.Type, Length: length})
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// split divides persons into their names, the address where there is none, and their addresses.
func split(list []Person) (names, emails []string) {
	for _, p := range list {
		names = append(names, either(p.Name, p.Email))
		if p.Email != "" {
			emails = append(emails, p.Email)
		}
	}
	return names, emails
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
