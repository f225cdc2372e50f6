package models

import (
	"slices"
	"strings"
)

// Limits of the list of sources.
const (
	mostFundSources = 20
	mostFundName    = 20
)

// CheckFundSources returns a list of sources with keys and places, in its order. used holds the keys that are on
// record: a source with money is not taken off the list. Errors: KindInvalid, KindConflict "source_used".
func CheckFundSources(list, before []FundSource, used map[string]bool) ([]FundSource, error) {
	if len(list) == 0 || len(list) > mostFundSources {
		return nil, Errorf(KindInvalid, "bad_sources", "资金来源应为 1–%d 项，请更正", mostFundSources)
	}
	out, keys := []FundSource{}, map[string]bool{}
	for i, s := range list {
		s.Name, s.Position = strings.TrimSpace(s.Name), i+1
		if n := len([]rune(s.Name)); n == 0 || n > mostFundName {
			return nil, Errorf(KindInvalid, "bad_source", "第 %d 项资金来源的名称应为 1–%d 个字，请更正", i+1, mostFundName)
		}
		known := slices.IndexFunc(before, func(b FundSource) bool { return b.Key == s.Key && s.Key != "" })
		switch {
		case s.Key == "":
			if known = slices.IndexFunc(before, func(b FundSource) bool {
				return NameKey(b.Name) == NameKey(s.Name)
			}); known >= 0 {
				s.Key = before[known].Key
			} else {
				s.Key = Key("fund", NameKey(s.Name))
			}
		case known < 0:
			return nil, Errorf(KindInvalid, "bad_source", "没有编号为“%s”的资金来源，请刷新后更正", s.Key)
		}
		if keys[s.Key] || slices.ContainsFunc(out, func(o FundSource) bool { return NameKey(o.Name) == NameKey(s.Name) }) {
			return nil, Errorf(KindInvalid, "source_twice", "资金来源“%s”重复，请删去一项", s.Name)
		}
		keys[s.Key] = true
		out = append(out, s)
	}
	for _, b := range before {
		if used[b.Key] && !keys[b.Key] {
			return nil, Errorf(KindConflict, "source_used", "资金来源“%s”已有台账数据，不能删去，可以改名", b.Name)
		}
	}
	return out, nil
}
