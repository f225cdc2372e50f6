package cli

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

func (p *program) phoneBookCommand() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "phonebook [姓名、单位、电话或拼音]", Short: "通讯录：按权限显示", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			query := url.Values{}
			if len(args) == 1 {
				query.Set("q", args[0])
			}
			body, err := p.get(c, "/api/v1/phone-book", query)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct {
				People []struct {
					Name        string
					OfficePhone string `json:"office_phone"`
					Mobile      string
					Email       string
					Places      []struct {
						Of       string
						Capacity models.Capacity
					}
				}
			}) {
				for _, one := range v.People {
					places := make([]string, 0, len(one.Places))
					for _, at := range one.Places {
						place := at.Of
						if at.Capacity != "" {
							place += at.Capacity.Chinese()
						}
						places = append(places, place)
					}
					p.say("%s", strings.Join(strings.Fields(strings.Join([]string{one.Name, strings.Join(places, "、"),
						one.OfficePhone, one.Mobile, one.Email}, " ")), "  "))
				}
				if len(v.People) == 0 {
					p.say("没有符合条件的人员")
				}
			})
		},
	})
}
