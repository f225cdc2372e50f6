package models

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// SavedView is a view of the list of projects that is kept under a name: its filters, order and columns.
type SavedView struct {
	ID      string  `gorm:"primaryKey" json:"id"`
	Name    string  `json:"name"`
	Query   string  `json:"query"`    // as in the page's address
	OwnerID string  `json:"owner_id"` // the person it is of; "": the office's, for all people
	ByName  string  `json:"by"`
	At      Instant `json:"at"`
}

// Shared reports whether all people have the view.
func (v SavedView) Shared() bool { return v.OwnerID == "" }

const (
	longestViewName  = 30
	longestViewQuery = 2_000
	// MostViews is how many views a person, and the office, keep at most.
	MostViews = 30
)

// viewParameters are the parameters of an address that a view keeps.
var viewParameters = []string{"q", "unit", "sector", "sponsor", "level", "stage", "colour", "sort", "cols"}

// NewSavedView makes a view of a query. Errors: KindInvalid.
func NewSavedView(key, name, query string, shared bool, by Actor, now Instant) (SavedView, error) {
	name = strings.TrimSpace(name)
	values, err := url.ParseQuery(query)
	kept := url.Values{}
	for _, p := range viewParameters {
		if v := values.Get(p); v != "" {
			kept.Set(p, v)
		}
	}
	v := SavedView{ID: Key("view", key), Name: name, Query: kept.Encode(), OwnerID: by.ID, ByName: by.Name, At: now}
	if shared {
		v.OwnerID = ""
	}
	switch {
	case name == "":
		return v, Errorf(KindInvalid, "name_missing", "请填写视图名称")
	case utf8.RuneCountInString(name) > longestViewName:
		return v, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("视图名称"), longestViewName)
	case err != nil || len(v.Query) > longestViewQuery:
		return v, Errorf(KindInvalid, "bad_view", "筛选条件过长，无法保存，请减少条件")
	}
	return v, nil
}

// CanShareViews returns nil when the actor may keep views for all people.
func CanShareViews(a Actor) error {
	if a.is(RoleOffice) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以设置公用视图")
}
