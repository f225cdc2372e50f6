package backup

import (
	"io/fs"
	"os/user"
	"strconv"
	"syscall"

	"duban/models"
)

// ownAccount refuses to run as root on a data directory of another account. Files that root creates there, such as the
// database's write-ahead log, would be unreadable for the server.
func ownAccount(data string, info fs.FileInfo, account int) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || account != 0 || stat.Uid == 0 {
		return nil
	}
	owner := strconv.FormatUint(uint64(stat.Uid), 10)
	name := "#" + owner
	if known, err := user.LookupId(owner); err == nil {
		name = known.Username
	}
	return models.Errorf(models.KindInvalid, "wrong_account",
		"数据目录“%s”属于账户 %s，请用该账户执行：sudo -u %s duban backup …；以 root 执行会留下服务无权读写的文件", data, name, name)
}
