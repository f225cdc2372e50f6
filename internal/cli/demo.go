package cli

import (
	"os"

	"github.com/spf13/cobra"

	"duban/internal/config"
)

// demoData is the default data directory of the demonstration. It differs from the server's, so that real data is not
// touched.
const demoData = "data-demo"

func (p *program) demoCommand() *cobra.Command {
	var flags config.Config
	c := &cobra.Command{
		Use: "demo", Short: "启动演示：今年的示例项目截至今天，去年台账作对比",
		Long: "启动演示：今年的示例项目清单、节点和截至今天的进度，几件待审的填报，去年的台账作对比；仅供本机，全部为演示数据。\n" +
			"首次启动需数秒生成数据，以后接着用；Ctrl-C 停止，删除数据目录即重新生成。",
		Example: "  duban demo\n  duban demo --data 演示 --listen 127.0.0.1:9000",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settings, err := config.FromEnv()
			if err == nil {
				if os.Getenv("DUBAN_DATA") == "" {
					settings.Data = demoData
				}
				override(c, &settings, flags)
				err = settings.Validate()
			}
			if err != nil {
				return misconfigured{err}
			}
			return configurational(p.demo(c.Context(), settings, p.stdout))
		},
	}
	f := c.Flags()
	f.StringVar(&flags.Data, "data", "", "数据目录（默认 "+demoData+"，环境变量 DUBAN_DATA）")
	f.StringVar(&flags.Listen, "listen", "", "监听地址（默认 127.0.0.1:8080，环境变量 DUBAN_LISTEN）")
	temporalUIFlag(c, &flags)
	return c
}
