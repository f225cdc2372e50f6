package tracking

import (
	"fmt"
	"time"

	"duban/models"
	"duban/store"
)

// emergencyTold is how long the doctor names what the operator did without the security administrator.
const emergencyTold = 30 * 24 * time.Hour

// checkAccounts looks at the three administrators. Somebody who holds roles that exclude each other is a fault. That not
// all three are there yet is told and is none: an office starts with one account, and the operator's socket suffices until
// then. So that check is always OK, with lines to read.
func (s *Service) checkAccounts(tx *store.Tx, d *Diagnosis) error {
	holders, err := tx.RoleHolders()
	if err != nil {
		return err
	}
	of := map[string][]models.Role{}
	for _, h := range holders {
		of[h.PersonID] = append(of[h.PersonID], h.Role)
	}
	var apart, told []string
	seen := map[string]bool{}
	for _, h := range holders {
		if seen[h.PersonID] {
			continue
		}
		seen[h.PersonID] = true
		if err := models.CheckRoles(of[h.PersonID]); err != nil {
			apart = append(apart, fmt.Sprintf("%s（%s）：%s；其管理权限已暂停，请用 duban user role %s --role … --revoke 收回多余的角色",
				h.Name, h.Login, models.AsError(err).Message, h.Login))
		}
	}
	d.add("管理员角色不兼任", apart)
	if missing := models.MissingAdministrators(holders, s.now().Date()); len(missing) > 0 {
		line := "尚未设立："
		for i, kind := range missing {
			if i > 0 {
				line += "、"
			}
			line += kind.Chinese()
		}
		told = append(told, line+"；三员齐备之前，账号变更由运维员在服务器上直接办理（duban user add --role …）")
	}
	_, lasting := models.AdministratorsLeft(holders, s.now().Date())
	for _, h := range holders {
		if h.Role.Role.Administers() && h.Until != 0 && !h.Disabled && lasting[h.Role.Role] == 0 {
			told = append(told, fmt.Sprintf("%s由 %s 担任至 %s，届时无人担任，请先设立接任的账号", h.Role.Role.Chinese(), h.Name, h.Until))
		}
	}
	emergencies, err := tx.EmergencyAccountRequests(s.now().Add(-emergencyTold))
	for _, r := range emergencies {
		told = append(told, fmt.Sprintf("%s 运维员应急办理：%s；原因：%s", r.AskedAt.Minute(), changeOf(r).words(), r.Reason))
	}
	d.notice("三员设置", told)
	return err
}

// notice adds what is to be read and is no fault.
func (d *Diagnosis) notice(name string, told []string) {
	if told == nil {
		told = []string{}
	}
	d.Checks = append(d.Checks, Check{Name: name, OK: true, Found: told})
}
