package tracking

import (
	"fmt"
	"strings"
	"time"

	"duban/models"
	"duban/store"
)

// emergencyTold is how long the doctor reports an emergency change by the operator.
const emergencyTold = 30 * 24 * time.Hour

// rolesApart reports people with roles that exclude each other, from before such roles were refused. They may not
// administer anything until the operator has revoked one.
func rolesApart(tx *store.Tx) (found []string, err error) {
	holders, err := tx.RoleHolders()
	if err != nil {
		return nil, err
	}
	of := map[string][]models.Role{}
	for _, h := range holders {
		of[h.PersonID] = append(of[h.PersonID], h.Role)
	}
	for i, h := range holders { // by person
		if i > 0 && holders[i-1].PersonID == h.PersonID {
			continue
		}
		if err := models.CheckRoles(of[h.PersonID]); err != nil {
			found = append(found, fmt.Sprintf("%s（%s）：%s；其管理权限已暂停，请用 duban user role %s --role … --revoke 收回多余的角色",
				h.Name, h.Login, models.AsError(err).Message, h.Login))
		}
	}
	return found, nil
}

// administratorNotices reports on the three administrators: who is missing, whose role ends without a successor, and
// what was done in an emergency. None of it is a fault: an office starts with one account, and the operator's socket
// suffices until all three exist.
func (s *Service) administratorNotices(tx *store.Tx) (notices []string, err error) {
	holders, err := tx.RoleHolders()
	if err != nil {
		return nil, err
	}
	today := s.now().Date()
	if missing := models.MissingAdministrators(holders, today); len(missing) > 0 {
		var words []string
		for _, kind := range missing {
			words = append(words, kind.Chinese())
		}
		notices = append(notices, "尚未设立："+strings.Join(words, "、")+"；三员齐备之前，账号变更由运维员在服务器上直接办理（duban user add --role …）")
	}
	_, lasting := models.AdministratorsLeft(holders, today)
	for _, h := range holders {
		if h.Role.Role.Administers() && h.Until >= today && !h.Disabled && lasting[h.Role.Role] == 0 {
			notices = append(notices, fmt.Sprintf("%s由 %s 担任至 %s，届时无人担任，请先设立接任的账号", h.Role.Role.Chinese(), h.Name, h.Until))
		}
	}
	emergencies, err := tx.EmergencyAccountRequests(s.now().Add(-emergencyTold))
	for _, r := range emergencies {
		notices = append(notices, fmt.Sprintf("%s 运维员应急办理：%s；原因：%s", r.AskedAt.Minute(), changeOf(r).words(), r.Reason))
	}
	return notices, err
}

// notice adds a message that is not a fault.
func (d *Diagnosis) notice(name string, notices []string) {
	if notices == nil {
		notices = []string{}
	}
	d.Checks = append(d.Checks, Check{Name: name, OK: true, Found: notices})
}
