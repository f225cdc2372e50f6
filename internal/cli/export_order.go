package cli

import (
	"net/http"
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"
)

// exportOrderCommand writes the draft for signing of one order.
func (p *program) exportOrderCommand() *cobra.Command {
	var form string
	var large bool
	var out output
	c := &cobra.Command{
		Use: "order 编号", Short: "导出督办单、函件、约谈通知或撤销通知的送审稿（docx）", Args: cobra.ExactArgs(1),
		Example: "  duban export order ord-ebe76d145690dc10af9d --large -o 送审稿.docx",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{}
			if form != "" {
				query.Set("form", form)
			}
			if large {
				query.Set("large", "true")
			}
			r, err := client.send(c.Context(), http.MethodGet, "/api/v1/orders/"+url.PathEscape(args[0])+"/document", query, "",
				"", nil)
			if err != nil {
				return err
			}
			if out.path == "" {
				out.path = filepath.Base(r.fileName)
			}
			return p.put(out, r.body, "已导出 "+out.path)
		},
	}
	c.Flags().StringVar(&form, "form", "", "order 督办单或函（默认），talk 约谈通知，withdrawal 撤销通知")
	c.Flags().BoolVar(&large, "large", false, "大字版")
	out.flags(c, "写到哪个文件；不填用文件自己的名字，写在当前目录")
	return p.asks(c)
}
