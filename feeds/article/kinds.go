package article

// The kinds of hidden blocks, in the words a reader sees.
const (
	KindRecommended = "Recommended"
	KindTrending    = "Trending"
	KindTopStories  = "Top stories"
	KindMostRead    = "Most read"
	KindRelated     = "Related"
	KindMore        = "More stories"
	KindLicensing   = "Licensing"
	KindPreferred   = "Preferred source"
	KindLive        = "Live coverage"
	KindNewsletter  = "Newsletter"
	KindSharing     = "Sharing"
	KindAd          = "Advertisement"
	KindCookies     = "Cookies"
	KindComments    = "Comments"
	KindAuthor      = "Author box"
	KindNavigation  = "Navigation"
	KindRepeated    = "Repeated"
	KindSignIn      = "Sign-in"
	KindSubscribe   = "Subscription"
	KindPodcast     = "Podcast"
	KindVideo       = "Video"
	KindTags        = "Tags"
	KindApp         = "App"
	KindDonate      = "Donation"
	KindFollow      = "Follow"
	KindEvent       = "Event"
	KindQuiz        = "Quiz"
	KindReading     = "Reading time"
	KindCopyright   = "Copyright"
	KindPlayer      = "Listen"
	KindOther       = "Other"
	KindAround      = "Around the story"
	KindStanding    = "Every page" // of the site
	KindYours       = "Your rules" // of the reader's own
)
