package tracking

import (
	"fmt"

	"duban/models"
	"duban/store"
)

// postNotices reports on posts and contacts: posts that sponsor projects without a holder or acting holder, posts with
// two holders on record, organisations whose only contact can be reached by nothing, and accounts whose roles have all
// ended. None of it is a fault of the data.
func (s *Service) postNotices(tx *store.Tx) (notices []string, err error) {
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	holders, err := tx.RoleHolders()
	if err != nil {
		return nil, err
	}
	sponsored, err := s.sponsored(tx)
	if err != nil {
		return nil, err
	}
	today := s.now().Date()
	for _, p := range common.Posts {
		line := postLine(p, holders, sponsored[p.ID], today)
		if line.Several {
			notices = append(notices, fmt.Sprintf("岗位“%s”有两人在任，请核对任期", p.Title))
		}
		if line.Vacant && line.Acting == nil && line.Projects > 0 {
			notices = append(notices, fmt.Sprintf("岗位“%s”空缺且无代理人员，包保项目 %d 个的通知转由重点项目办处理", p.Title, line.Projects))
		}
	}
	contacts, err := tx.Contacts()
	if err != nil {
		return nil, err
	}
	reached := map[string]bool{}
	for _, c := range contacts {
		reached[c.PersonID] = !c.Empty()
	}
	return append(append(notices, unreachable(holders, reached, common.Names, today)...), ended(holders, today)...), nil
}

// unreachable reports organisations with a head or contact of which none has a phone, an address or a log-in.
func unreachable(holders []models.RoleHolder, reached map[string]bool, names models.Names,
	today models.Date) (notices []string) {
	can, order := map[string]bool{}, []string{}
	for _, h := range holders {
		named := h.Capacity == models.CapacityHead || h.Capacity == models.CapacityContact
		if !named || !h.On(today) || h.OrganisationID == "" {
			continue
		}
		if _, met := can[h.OrganisationID]; !met {
			order = append(order, h.OrganisationID)
		}
		can[h.OrganisationID] = can[h.OrganisationID] || reached[h.PersonID] || h.Login != "" && !h.Disabled
	}
	for _, id := range order {
		if !can[id] {
			notices = append(notices, fmt.Sprintf("单位“%s”登记的负责人、联系人没有电话、邮箱，也没有登录账号", names.Organisations[id]))
		}
	}
	return notices
}

// ended reports accounts that can log in and whose roles have all ended.
func ended(holders []models.RoleHolder, today models.Date) (notices []string) {
	lasts, order, name := map[string]bool{}, []string{}, map[string]string{}
	for _, h := range holders {
		if h.Login == "" || h.Disabled || !h.Gives() {
			continue
		}
		if _, met := lasts[h.PersonID]; !met {
			order = append(order, h.PersonID)
		}
		name[h.PersonID] = h.Name
		lasts[h.PersonID] = lasts[h.PersonID] || h.Until == 0 || h.Until >= today
	}
	for _, id := range order {
		if !lasts[id] {
			notices = append(notices, fmt.Sprintf("“%s”的角色已全部到期，账号仍可登录，请停用或续期", name[id]))
		}
	}
	return notices
}
