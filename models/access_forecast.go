package models

// CanForecast returns nil when the actor may see forecasts: the office, the leaders and who reads for them. No one else
// does, however much of the programme they see.
func CanForecast(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleLeader, RoleGovernment) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "全年测算由重点项目办和领导查看，请联系重点项目办")
}

// CanCheckForecast reports whether the actor sees how forecasts have fared. A leader is shown amounts, the gap and
// projects, and no shares of ranges.
func CanCheckForecast(a Actor) bool { return a.Operator || a.Is(RoleOffice) }
