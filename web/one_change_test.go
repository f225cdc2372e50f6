package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// afterChange is the limit of the statements that a change of one project adds to the page that follows: what changed,
// and that project's rows.
const afterChange = 15

// The page after a change shows it, and loads the project that changed and no other.
func TestThePageAfterAChange(t *testing.T) {
	d := halfYear(t)
	d.batch, d.next = 1000, map[string]models.Instant{} // after those of the half-year
	h := d.as(models.RoleOffice)
	pages := []string{"/", "/projects", "/board", "/projects/2021/ZD-2021-007", "/reviews", "/round", "/rankings"}
	for _, address := range pages {
		get(h, address)
	}
	for i, address := range pages {
		var p models.Project
		id := models.ProjectID(2021, "ZD-2021-007")
		name := fmt.Sprintf("第%d次改名", i)
		storetest.Read(t, d.store, func(tx *store.Tx) (err error) {
			p, err = tx.Project(id)
			return err
		})
		p.Name, p.NameKey = name, models.NameKey(name)
		row := staged("projects", id, p)
		row.Version, row.Action = p.Version, "changed"
		must(t, d.importRows([]models.ImportRow{row}, d.now))
		most := int64(mostQueries)
		if strings.HasPrefix(address, "/projects/") {
			most = queriesOf["/projects/{year}/{code}"]
		}
		before := queries.Load()
		got := get(h, address)
		if asked := queries.Load() - before; got.Code != http.StatusOK || asked > most+afterChange {
			t.Errorf("%s: %d, asks the database %d times after a change", address, got.Code, asked)
		}
		if i < 4 && i != 0 && !strings.Contains(got.Body.String(), name) {
			t.Errorf("%s does not show the change", address)
		}
	}
}
