package models

// CanManageChannels returns nil when the actor may enter, test and remove the channels by which messages leave the
// program.
func CanManageChannels(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin) {
		return a.allows(ScopePlan)
	}
	return a.notAdministrator("只有重点项目办和系统管理员可以管理发送渠道，请联系他们")
}

// CanSeeSent returns nil when the actor may see the channels and what was sent by them.
func CanSeeSent(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin) {
		return a.allows(ScopeRead)
	}
	return a.notAdministrator("只有重点项目办和系统管理员可以查看发送记录，请联系他们")
}
