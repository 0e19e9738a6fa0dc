package article

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
)

// groups is a set of what the names in an element's class, id, role and label hint at.
type groups uint64

const (
	gBody groups = 1 << iota
	gContent
	gArticle
	gRelated
	gShare
	gAd
	gNewsletter
	gComment
	gAuthor
	gMeta
	gCaption
	gNav
	gFooter
	gHeader
	gSidebar
	gWidget
	gPaywall
	gTags
	gLive
	gLead
	gTeaser
	gPlayer
	gConsent
	gPopular
	gRecommended
	gTrending
	gTitle
	gQuote
	gText
	gFact
	gCorrection
	gMore
	gModal
	gEmbed
	gButton
	gPreferred
	gLogin
	gList
	nGroups = iota
)

// names maps the beginnings of class words to groups. A word counts when it starts with the stem.
var names = sync.OnceValue(func() map[string][]stem {
	table := []struct {
		g     groups
		stems string
	}{
		{gBody, "body bodytext articlebody storybody"},
		{gContent, "content contenu contenido inhalt cuerpo corpo corps entry main"},
		{gArticle, "article articulo articolo artikel story post nota noticia news beitrag"},
		{gRelated, "related relacion relazion correlat relatert relateret verwandt similar associat readmore readnext seealso alsoread recirc mehr zum siehe liees lire leggi"},
		{gShare, "share sharing social addthis sharedaddy teilen partag compart condivi facebook twitter whatsapp follow"},
		{gAd, "advert ads ad adv dfp gpt taboola outbrain sponsor promo werbung anzeige publicit pub banner commercial " +
			"affiliat mgid revcontent zergnet dianomi nativo teads native"},
		{gNewsletter, "newslet signup subscri mailing mailchimp abonn suscri abbonat inscri"},
		{gComment, "comment kommentar coment disqus respond replies reply discuss livefyre viafoura coral"},
		{gAuthor, "author autor auteur autore bio contributor reporter journalist redact writer"},
		{gMeta, "meta byline date datum datetime timestamp time publish posted dateline kicker eyebrow overline dachzeile info"},
		{gCaption, "caption credit copyright legend bildunterschrift pie photographer"},
		{gNav, "nav menu breadcrumb pagination pager toc skip toolbar navigation"},
		{gFooter, "foot footer colophon"},
		{gHeader, "head header masthead topbar"},
		{gSidebar, "sidebar side aside rail rightcol leftcol secondary column right left"},
		{gWidget, "widget module block box plugin"},
		{gPaywall, "paywall premium regwall meter piano tp barrier locked gate offer abo"},
		{gTags, "tag tags topic topics keyword categor themen label schlagw tema"},
		{gLive, "live ticker liveblog update timeline"},
		{gLead, "lead lede standfirst subtitle subhead subheadline dek deck intro summary excerpt abstract chapo sapo teasertext " +
			"subtitulo entradilla bajada description desc occhiello sommario vorspann"},
		{gTeaser, "teaser card tile promo item grid carousel slider swiper slick listing feed thumb river"},
		{gPlayer, "player video audio podcast vjs jw brightcove youtube listen speech"},
		{gConsent, "cookie consent gdpr privacy cmp onetrust ot didomi ccpa optanon truste usercentrics"},
		{gPopular, "popular mostread mostview most meist leidos lues piu hot"},
		{gRecommended, "recommend empfehl recomend raccom foryou suggest"},
		{gTrending, "trend"},
		{gTitle, "title headline titel titre titulo titolo"},
		{gQuote, "quote zitat pullquote citation"},
		{gText, "text txt texte testo texto copy prose paragraph richtext wysiwyg absatz"},
		{gFact, "fact factbox infobox sidebox keypoint takeaway glance explainer know"},
		{gCorrection, "correct reprint licens permission guideline disclaimer print"},
		{gMore, "more next prev previous latest also further"},
		{gModal, "modal popup overlay dialog lightbox tooltip dropdown offcanvas hidden sr visually"},
		{gEmbed, "embed tweet instagram iframe twitter oembed"},
		{gButton, "btn button cta action link"},
		{gPreferred, "preferred"},
		{gLogin, "login signin register account user membership"},
		{gList, "list liste links"},
	}
	out := map[string][]stem{}
	for _, row := range table {
		for _, s := range strings.Fields(row.stems) {
			key := s[:min(2, len(s))]
			out[key] = append(out[key], stem{s, row.g})
		}
	}
	return out
})

type stem struct {
	text string
	g    groups
}

// groupsOf reads the names of an element.
func groupsOf(n *html.Node) groups {
	var g groups
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "data-testid", "data-component", "data-module", "itemprop", "role", "aria-label",
			"data-type", "name":
			if len(a.Val) < 400 {
				g |= groupsIn(a.Val)
			}
		}
	}
	return g
}

// groupsIn splits names at capitals, dashes and white space, and looks their words up.
func groupsIn(s string) groups {
	var g groups
	start := 0
	wasLower := false
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			g |= groupOf(s[start:i])
			start = i + len(string(r))
			wasLower = false
		case unicode.IsUpper(r) && wasLower:
			g |= groupOf(s[start:i])
			start = i
			wasLower = false
		default:
			wasLower = unicode.IsLower(r)
		}
	}
	return g | groupOf(s[start:])
}

// groupOf looks one word up. Stems of three letters or fewer have to be the whole word.
func groupOf(word string) groups {
	if len(word) < 2 || len(word) > 40 {
		return 0
	}
	word = strings.ToLower(word)
	var g groups
	for _, s := range names()[word[:2]] {
		if word == s.text || len(s.text) > 3 && strings.HasPrefix(word, s.text) {
			g |= s.g
		}
	}
	return g
}
