package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/feeds/article"
	"dateline/store"
)

// album is the pictures that are at hand.
type album struct{}

// picture sets a picture where it is at hand.
func (s *setter) picture(address string) bool { return false }

// leadLines are the picture above a text.
func leadLines(p page, b store.Body, a article.Article, l setting, t theme) []string { return nil }

type pictures struct{}

func (p *pictures) album() album { return album{} }

func (m *Model) wantPictures() tea.Cmd { return nil }
func (m *Model) toggleImages() tea.Cmd { return nil }
