package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// fundSourceList is the list of sources of money.
type fundSourceList struct {
	Sources []models.FundSource `json:"sources"`
}

func (p *program) fundSourceList(l fundSourceList) {
	rows := [][]string{{"编号", "名称", "债券"}}
	for _, s := range l.Sources {
		rows = append(rows, []string{s.Key, s.Name, models.YesNo(s.Bond)})
	}
	table(p.stdout, rows)
}

// fundSources lists the sources of money, or replaces the list.
func (p *program) fundSources() *cobra.Command {
	var set []string
	var key string
	c := &cobra.Command{
		Use: "sources", Short: "资金来源列表；--set 按顺序给出整个列表", Args: noArgs,
		Example: "  duban funds sources --set 专项债:bond --set 中央预算内 --set 政策性金融工具",
		RunE: func(c *cobra.Command, _ []string) error {
			if len(set) == 0 {
				body, err := p.get(c, "/api/v1/fund-sources", nil)
				if err != nil {
					return err
				}
				return show(p, body, p.fundSourceList)
			}
			var list fundSourceList
			for _, text := range set {
				name, bond := strings.CutSuffix(text, ":bond")
				list.Sources = append(list.Sources, models.FundSource{Name: name, Bond: bond})
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/fund-sources", p.key(key), list)
			if err != nil {
				return err
			}
			return show(p, r.body, p.fundSourceList)
		},
	}
	c.Flags().StringArrayVar(&set, "set", nil, "名称，债券加 :bond；可重复")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// fundNames are the names of the default sources of money.
func fundNames() []string {
	var names []string
	for _, s := range models.DefaultFundSources() {
		names = append(names, s.Name)
	}
	return names
}
