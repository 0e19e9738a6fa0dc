package store

import (
	"cmp"
	"context"
	"database/sql"
	"net/url"
	"strings"

	"dateline/feeds"
)

// Outlets of one publisher are not independent of each other: feeds.OutletAt tells its house; of an outlet that nobody described,
// the site is its house, so that its feeds for World and Sport are one.

// housesOf are the houses of all feeds, as the row of the first feed of each.
func housesOf(ctx context.Context, tx *sql.Tx) (map[int64]int64, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, url, site FROM feed ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out, known := make(map[int64]int64), make(map[string]int64)
	for rows.Next() {
		var id int64
		var address, site string
		if err := rows.Scan(&id, &address, &site); err != nil {
			return nil, err
		}
		house := houseOf(address, site)
		if known[house] == 0 {
			known[house] = id
		}
		out[id] = known[house]
	}
	return out, rows.Err()
}

// houseOf names the house of a feed, by its address and that of its site.
func houseOf(address, site string) string {
	for _, a := range []string{address, site} {
		if o, ok := feeds.OutletAt(a); ok {
			return "house " + o.Family
		}
	}
	return "site " + cmp.Or(hostOf(site), hostOf(address), address)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
