package ui

// builtinThemes are the themes besides the default one and the terminal's. Their words have a contrast of at least 4.5 to 1 against
// background and chosen row, those of "contrast" of 7 to 1; a test computes it.
func builtinThemes() []Theme {
	return []Theme{
		{
			Name: "newsprint",
			Dark: Colors{
				Background: "#201b15", Text: "#e0d8cc", Faint: "#a59d92", Rule: "#5c5245", Heading: "#f9f4ed",
				Accent: "#e7b186", Unread: "#f9a782", Saved: "#d2bc79", Followed: "#71d0d5", New: "#99ce9a",
				Link: "#e9b082", Quote: "#c5bcb1", Code: "#e6b27f", Warning: "#fea199", Added: "#99ce9a",
				Removed: "#fda1a0", Found: "#5c4c00", Selected: "#352c20",
				Topics: []string{"#f2a7a6", "#8cc4f4", "#c1c37e", "#e3a8d5", "#8ecfa4", "#e6b27f", "#bcb4f4", "#71d0d5"},
			},
			Light: Colors{
				Background: "#f7efe3", Text: "#2c251d", Faint: "#615a50", Rule: "#baad9c", Heading: "#100a04",
				Accent: "#84542b", Unread: "#944b27", Saved: "#715d15", Followed: "#0c696e", New: "#396a3b",
				Link: "#865426", Quote: "#534c42", Code: "#845522", Warning: "#9c433f", Added: "#396a3b",
				Removed: "#984649", Found: "#ead793", Selected: "#eadcc9",
				Topics: []string{"#8e4c4d", "#2d638e", "#61621c", "#814d76", "#2b6b46", "#845522", "#605790", "#0c696e"},
			},
		},
		{
			Name: "fjord",
			Dark: Colors{
				Background: "#202a35", Text: "#d2dae2", Faint: "#a8afb7", Rule: "#546577", Heading: "#f1f6fb",
				Accent: "#8ec6e7", Unread: "#f2ad73", Saved: "#d2bc79", Followed: "#71d0d5", New: "#99ce9a",
				Link: "#82c7f0", Quote: "#b7bfc7", Code: "#e6b27f", Warning: "#fea199", Added: "#99ce9a",
				Removed: "#fda1a0", Found: "#5c4c00", Selected: "#2d3d4f",
				Topics: []string{"#f1a6b0", "#82c7f0", "#cbc07b", "#dcaade", "#99ce9a", "#ebaf86", "#b2b8f7", "#73d1ca"},
			},
			Light: Colors{
				Background: "#eff3f8", Text: "#21272d", Faint: "#575d64", Rule: "#a9b3bd", Heading: "#070c11",
				Accent: "#306684", Unread: "#8e500f", Saved: "#735f18", Followed: "#0e6b6f", New: "#3a6b3d",
				Link: "#1f678b", Quote: "#474e55", Code: "#855624", Warning: "#9d4440", Added: "#3a6b3d",
				Removed: "#99474a", Found: "#ead793", Selected: "#d8e1ec",
				Topics: []string{"#8e4c57", "#1f678b", "#6c6119", "#7d507f", "#3a6b3d", "#89532c", "#585c94", "#046c68"},
			},
		},
		{
			Name: "ember",
			Dark: Colors{
				Background: "#27221d", Text: "#e6d6c4", Faint: "#b4a493", Rule: "#645a4f", Heading: "#fdf3e8",
				Accent: "#fca67f", Unread: "#f5ad53", Saved: "#d8bb61", Followed: "#4dd4db", New: "#8ed28f",
				Link: "#fca67f", Quote: "#cbbba9", Code: "#f1ae6b", Warning: "#fea199", Added: "#8ed28f",
				Removed: "#fda0a0", Found: "#5c4c00", Selected: "#3d3429",
				Topics: []string{"#fc9eb4", "#65cbf9", "#d5bd62", "#dfa5ec", "#96d089", "#f9a779", "#abb9fe", "#55d6c7"},
			},
			Light: Colors{
				Background: "#feefe0", Text: "#302416", Faint: "#675949", Rule: "#c2ad96", Heading: "#130901",
				Accent: "#974a24", Unread: "#875400", Saved: "#745d02", Followed: "#086a6e", New: "#2a6d30",
				Link: "#974a24", Quote: "#584a3b", Code: "#8c5201", Warning: "#a73a37", Added: "#2a6d30",
				Removed: "#a33d43", Found: "#ead793", Selected: "#f3dbc1",
				Topics: []string{"#99445b", "#026789", "#725e03", "#804b8c", "#356c28", "#944b1b", "#4f59a1", "#066c64"},
			},
		},
		{
			Name: "dusk",
			Dark: Colors{
				Background: "#231d2f", Text: "#dbd6e5", Faint: "#a4a0ad", Rule: "#5d546f", Heading: "#f6f3fc",
				Accent: "#d0aafc", Unread: "#ff98ca", Saved: "#d9bb5c", Followed: "#43d5dc", New: "#8bd28d",
				Link: "#d0aafc", Quote: "#bfbbc9", Code: "#f3ad66", Warning: "#ffa098", Added: "#8bd28d",
				Removed: "#fea0a0", Found: "#5c4c00", Selected: "#372d49",
				Topics: []string{"#fd9cba", "#58cef8", "#dcba5c", "#dba6f3", "#9ccf7f", "#fea47c", "#a4bbff", "#52d7c1"},
			},
			Light: Colors{
				Background: "#f4f2fb", Text: "#28242f", Faint: "#5f5b68", Rule: "#b4b0bf", Heading: "#0c0912",
				Accent: "#75509b", Unread: "#9d3d71", Saved: "#755e02", Followed: "#076b6f", New: "#276d2e",
				Link: "#75509b", Quote: "#4f4b57", Code: "#8e5300", Warning: "#ab3837", Added: "#276d2e",
				Removed: "#a73c43", Found: "#ead793", Selected: "#e3deee",
				Topics: []string{"#9a4463", "#006986", "#775e02", "#7e4d93", "#3e6c1d", "#994920", "#485ca6", "#0c6d5f"},
			},
		},
		{
			Name: "forest",
			Dark: Colors{
				Background: "#18211a", Text: "#d2dcd4", Faint: "#9aa49c", Rule: "#4c5b4f", Heading: "#f1f7f2",
				Accent: "#94cf9f", Unread: "#d4bd67", Saved: "#d2bc79", Followed: "#71d0d5", New: "#99ce9a",
				Link: "#94cf9f", Quote: "#b7c1b8", Code: "#e6b27f", Warning: "#fea199", Added: "#99ce9a",
				Removed: "#fda1a0", Found: "#5c4c00", Selected: "#263528",
				Topics: []string{"#f2a89b", "#97c1f7", "#b6c784", "#e8a7cb", "#84d1af", "#e0b67b", "#c6b1f0", "#72cede"},
			},
			Light: Colors{
				Background: "#edf6ef", Text: "#212922", Faint: "#586059", Rule: "#a8b7ab", Heading: "#070d08",
				Accent: "#356d43", Unread: "#736008", Saved: "#735f18", Followed: "#046d72", New: "#3b6c3e",
				Link: "#356d43", Quote: "#475048", Code: "#865725", Warning: "#9f4541", Added: "#3b6c3e",
				Removed: "#9b484b", Found: "#ead793", Selected: "#d6e6d9",
				Topics: []string{"#914f45", "#3c6293", "#596727", "#8a4f71", "#1c6d51", "#805a1d", "#6c5890", "#0a6c79"},
			},
		},
		{
			Name: "rose",
			Dark: Colors{
				Background: "#261c20", Text: "#e4d4db", Faint: "#ab9ca3", Rule: "#65525a", Heading: "#fcf2f6",
				Accent: "#f0a6b6", Unread: "#ebb16c", Saved: "#d2bc79", Followed: "#71d0d5", New: "#99ce9a",
				Link: "#f0a6b6", Quote: "#c8b9bf", Code: "#e6b27f", Warning: "#fea199", Added: "#99ce9a",
				Removed: "#fda1a0", Found: "#5c4c00", Selected: "#3d2b34",
				Topics: []string{"#f2a6ab", "#87c6f2", "#c6c17c", "#dfa9da", "#94cf9f", "#e9b082", "#b7b6f6", "#72d0d0"},
			},
			Light: Colors{
				Background: "#fcf2f6", Text: "#2e2328", Faint: "#685a60", Rule: "#c0afb6", Heading: "#12080c",
				Accent: "#8f4d5d", Unread: "#895706", Saved: "#735f18", Followed: "#016c71", New: "#3b6c3e",
				Link: "#8f4d5d", Quote: "#56494f", Code: "#865725", Warning: "#9f4541", Added: "#3b6c3e",
				Removed: "#9b484b", Found: "#ead793", Selected: "#efdde5",
				Topics: []string{"#904d54", "#28678f", "#69631d", "#81517d", "#356d43", "#885629", "#5e5b94", "#026d6d"},
			},
		},
		{
			Name: "lagoon",
			Dark: Colors{
				Background: "#032c34", Text: "#cbdde1", Faint: "#9fb0b4", Rule: "#396974", Heading: "#edf7fa",
				Accent: "#65d0dc", Unread: "#f9a870", Saved: "#d5bc70", Followed: "#64d1d7", New: "#95cf96",
				Link: "#65d0dc", Quote: "#b0c1c6", Code: "#ebb077", Warning: "#ffa098", Added: "#95cf96",
				Removed: "#fea0a0", Found: "#5c4c00", Selected: "#06414c",
				Topics: []string{"#f8a49d", "#8cc3fc", "#bbc679", "#eaa4d2", "#82d2a8", "#e7b375", "#c2b1f8", "#65d0dc"},
			},
			Light: Colors{
				Background: "#e9f9fd", Text: "#1b292d", Faint: "#526266", Rule: "#9fbbc2", Heading: "#030d10",
				Accent: "#006e78", Unread: "#984f0e", Saved: "#786107", Followed: "#006f74", New: "#376e3a",
				Link: "#006e78", Quote: "#415054", Code: "#8c581c", Warning: "#a54440", Added: "#376e3a",
				Removed: "#a1474a", Found: "#ead793", Selected: "#cbeaf2",
				Topics: []string{"#984e49", "#32669a", "#61681a", "#8c4e79", "#1a714c", "#885915", "#6a5998", "#006e78"},
			},
		},
		{
			Name: "ink",
			Dark: Colors{
				Background: "#121212", Text: "#d9d9d9", Faint: "#9e9e9e", Rule: "#484848", Heading: "#f5f5f5",
				Accent: "#97c2f0", Unread: "#eeae7b", Saved: "#d0bd82", Followed: "#7cced2", New: "#9ecc9e",
				Link: "#a6c1dd", Quote: "#bebebe", Code: "#ccbaaa", Warning: "#fda19a", Added: "#9ecc9e",
				Removed: "#f8a4a3", Found: "#564d2c", Selected: "#232323",
				Topics: []string{"#d2b5bd", "#a7c3cf", "#c6bda5", "#c6b7ce", "#b4c3ad", "#d2b7ac", "#b5bdd5", "#a6c6be"},
			},
			Light: Colors{
				Background: "#fafafa", Text: "#262626", Faint: "#616161", Rule: "#b9b9b9", Heading: "#0b0b0b",
				Accent: "#3f6790", Unread: "#915824", Saved: "#76642a", Followed: "#127074", New: "#456f46",
				Link: "#506881", Quote: "#4d4d4d", Code: "#736355", Warning: "#9f4d48", Added: "#456f46",
				Removed: "#9a4f51", Found: "#e2d8b3", Selected: "#e8e8e8",
				Topics: []string{"#785f66", "#4f6974", "#6d654f", "#6e6175", "#5c6955", "#786156", "#5d657a", "#4f6b65"},
			},
		},
		{
			Name: "contrast",
			Dark: Colors{
				Background: "#000000", Text: "#ffffff", Faint: "#b3b3b3", Rule: "#717171", Heading: "#f5f5f5",
				Accent: "#6bcafe", Unread: "#fcab05", Saved: "#e3b916", Followed: "#00d7e0", New: "#75d87a",
				Link: "#6bcafe", Quote: "#bebebe", Code: "#fea849", Warning: "#ffa098", Added: "#75d87a",
				Removed: "#fea0a0", Found: "#5c4c00", Selected: "#262626",
				Topics: []string{"#fe9ead", "#6bcafe", "#d6bf1f", "#f197f6", "#75d87a", "#ffa666", "#b1b7fd", "#15d9d1"},
			},
			Light: Colors{
				Background: "#ffffff", Text: "#000000", Faint: "#464646", Rule: "#808080", Heading: "#0b0b0b",
				Accent: "#004d6d", Unread: "#634102", Saved: "#574603", Followed: "#075053", New: "#035413",
				Link: "#004d6d", Quote: "#464646", Code: "#6b3d00", Warning: "#940015", Added: "#035413",
				Removed: "#930123", Found: "#ead793", Selected: "#e4e4e4",
				Topics: []string{"#8e0d39", "#004d6d", "#524800", "#75217c", "#035413", "#723802", "#3f379e", "#00514e"},
			},
		},
	}
}
