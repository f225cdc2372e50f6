package models

// CanSeeScores returns nil when the actor may see scores: whole ones, or the own unit's.
func CanSeeScores(a Actor) error {
	if a.seesAll() || a.is(RoleUnit) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "季度考核供责任单位和领导查看，您没有此权限")
}

// CanScore returns nil when the actor may draft, announce and publish scores and decide on objections. The operator may
// not.
func CanScore(a Actor) error {
	if a.is(RoleOffice) {
		return a.allows(ScopeReview)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以办理季度考核，请联系重点项目办")
}

// CanObject returns nil when the actor may say anything to announced points: a unit for itself, the office from a
// unit's paper.
func CanObject(a Actor) error {
	if a.Is(RoleUnit, RoleOffice) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "只有责任单位可以提出异议，书面异议由重点项目办登记")
}

// SeesScore reports whether the actor may see a score at all in its state: drafts are the office's.
func SeesScore(a Actor, s Score) bool { return s.State != ScoreDrafted || a.is(RoleOffice) }

// SeesScored reports whether the actor may see the points of a unit item by item, with their grounds.
func SeesScored(a Actor, l ScoreLine) bool { return a.seesAll() || a.has(RoleUnit, l.UnitID) }

// MayObject reports whether the actor may say something for a unit.
func MayObject(a Actor, l ScoreLine) bool { return a.is(RoleOffice) || a.has(RoleUnit, l.UnitID) }
