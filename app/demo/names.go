package demo

import (
	"strings"
	"sync"
)

// familyNames are weighted as they are met in the delta of the Red River.
func familyNames() []choice[string] {
	return []choice[string]{
		{"Nguyễn", 300}, {"Trần", 130}, {"Phạm", 95}, {"Vũ", 80}, {"Lê", 65}, {"Đinh", 42}, {"Hoàng", 42},
		{"Bùi", 40}, {"Đỗ", 40}, {"Đặng", 26}, {"Phan", 22}, {"Ngô", 22}, {"Dương", 18}, {"Mai", 18}, {"Lại", 14},
		{"Lương", 13}, {"Trịnh", 13}, {"Đoàn", 13}, {"Đào", 12}, {"Tống", 10}, {"Cao", 10}, {"Hà", 10}, {"Lã", 9},
		{"Tạ", 8}, {"Chu", 8}, {"Lưu", 7}, {"Tô", 6}, {"Khương", 5}, {"Triệu", 5}, {"Quách", 5}, {"An", 4}, {"Phùng", 4},
	}
}

// Of each pair of lists the first is common among those born before 1985.

func maleMiddles() (older, younger []string) {
	return strings.Fields(`Văn Văn Văn Văn Đức Hữu Xuân Ngọc Công Đình Tiến Bá Trọng Thế Khắc Viết Sỹ Mạnh Quang Hồng Huy Như`),
		strings.Fields(`Văn Đức Quang Minh Anh Duy Tuấn Việt Trung Thành Ngọc Mạnh Hoàng Tiến Quốc Hải Xuân Nhật Gia Hữu Khánh Tùng`)
}

func maleGivens() (older, younger []string) {
	return strings.Fields(`Hùng Dũng Cường Tuấn Thắng Sơn Hải Bình Toàn Thành Chiến Thuận Hưng Tiến Quyết Định Lợi Phúc
			Hiển Khoa Thịnh Vinh Trường Tân Quân Khanh Hòa Nam Long Luân Hậu Quý Tư Chính Thiện Kiên Hiệp Tuyên Bằng Mạnh`),
		strings.Fields(`Anh Đức Tùng Hiếu Trung Huy Long Hoàng Nam Duy Đạt Kiên Linh Việt Quân Minh Khánh Phong Sơn Tú
			Bách Khôi Cường Hưng Lâm Quang Thái Dương Tuấn Vũ Giang Nghĩa Tài Trọng Hào Nguyên Phước Đăng Khải Thịnh`)
}

func femaleMiddles() (older, younger []string) {
	return strings.Split(`Thị,Thị,Thị,Thị,Thị,Thị Kim,Thị Hồng,Thị Bích,Thị Minh,Thị Thanh,Thị Ngọc,Thị Thu,Thị Mai,Thị Tuyết,Thanh,Kim,Hồng`, ","),
		strings.Split(`Thị,Thị,Thu,Thanh,Ngọc,Phương,Thùy,Khánh,Quỳnh,Minh,Hải,Diệu,Mai,Hồng,Thị Thu,Thị Thanh,Thị Phương,Thị Ngọc,Thị Thùy,Thị Lan`, ",")
}

func femaleGivens() (older, younger []string) {
	return strings.Fields(`Hà Hương Hoa Lan Hằng Nga Thủy Hiền Hạnh Huệ Thoa Liên Loan Tuyết Nhung Yến Thanh Mai Hòa Xuân
			Vân Nguyệt Dung Bình Thơm Lý Tâm Oanh Thắm Minh Hường Luyến Lụa Nhàn Thuận Duyên Chi Cúc Đào Phượng`),
		strings.Fields(`Linh Trang Hương Ngọc Hà Thảo Phương Anh Huyền Nhung Hằng Thu Hoa Mai Yến Vân Nga Quỳnh Thúy Ngân
			Hiền Thương Chinh Dung Giang Hạnh Ly My Oanh Tâm Uyên Vy Hân Diệp Khuê Trâm Nguyên Châu Loan Mơ`)
}

// drawName makes a name that avoided does not list. Family holds the family and
// middle names, given the last word.
func drawName(d dice, gender string, born int) (family, given string) {
	middles, givens := maleMiddles, maleGivens
	if gender == female {
		middles, givens = femaleMiddles, femaleGivens
	}
	const between = 1985
	for {
		older := d.chance(olderShare(born, between))
		family = weighted(d, familyNames()) + " " + one(d, ofAge(older, middles))
		given = one(d, ofAge(older, givens))
		if last := family[strings.LastIndexByte(family, ' ')+1:]; last != given && !avoided(family+" "+given) {
			return family, given
		}
	}
}

func olderShare(born, between int) float64 {
	if born < between {
		return 0.8
	}
	return 0.2
}

func ofAge(older bool, lists func() (older, younger []string)) []string {
	a, b := lists()
	if older {
		return a
	}
	return b
}

// avoided reports the name of a widely known person, so that no made-up official
// carries it.
func avoided(full string) bool {
	return wellKnown()[strings.ToLower(full)]
}

//nolint:gochecknoglobals // the constant text is read once
var wellKnown = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(wellKnownText) {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
				names[name] = true
			}
		}
	}
	return names
})

const wellKnownText = `
Hồ Chí Minh, Nguyễn Tất Thành, Võ Nguyên Giáp, Phạm Văn Đồng, Lê Duẩn, Trường Chinh, Đặng Xuân Khu, Tôn Đức Thắng, Nguyễn Văn Linh
Đỗ Mười, Lê Khả Phiêu, Nông Đức Mạnh, Nguyễn Phú Trọng, Tô Lâm, Võ Văn Kiệt, Phan Văn Khải, Nguyễn Tấn Dũng, Nguyễn Xuân Phúc
Phạm Minh Chính, Lê Minh Hưng, Trần Đức Lương, Nguyễn Minh Triết, Trương Tấn Sang, Trần Đại Quang, Võ Văn Thưởng, Lương Cường
Nguyễn Văn An, Nguyễn Sinh Hùng, Nguyễn Thị Kim Ngân, Vương Đình Huệ, Trần Thanh Mẫn, Đặng Thị Ngọc Thịnh, Võ Thị Ánh Xuân
Trương Thị Mai, Trần Quốc Vượng, Trần Cẩm Tú, Nguyễn Hòa Bình, Phan Đình Trạc, Nguyễn Trọng Nghĩa, Đỗ Văn Chiến, Bùi Thị Minh Hoài
Phan Văn Giang, Lương Tam Quang, Nguyễn Duy Ngọc, Nguyễn Xuân Thắng, Lê Hoài Trung, Trịnh Văn Quyết, Phạm Bình Minh, Trần Hồng Hà
Phạm Thị Thanh Trà, Đỗ Thanh Bình, Nguyễn Chí Dũng, Mai Văn Chính, Bùi Thanh Sơn, Lê Thành Long, Hồ Đức Phớc, Nguyễn Mạnh Hùng
Nguyễn Kim Sơn, Đào Hồng Lan, Nguyễn Văn Hùng, Trần Hồng Minh, Nguyễn Hồng Diên, Nguyễn Văn Thắng, Nguyễn Thị Hồng, Đào Ngọc Dung
Trương Quốc Huy, Phạm Quang Ngọc, Đoàn Minh Huấn, Lê Quốc Chỉnh, Đinh Thị Thúy Ngân, Nguyễn Anh Chức, Trần Song Tùng, Tống Quang Thìn
Trần Anh Dũng, Phạm Gia Túc, Trần Huy Tuấn, Hà Lan Anh, Nguyễn Đức Vượng, Mai Thanh Long, Nguyễn Lê Huy, Đặng Thanh Sơn, Lê Thị Thủy
Trần Hưng Đạo, Trần Quốc Tuấn, Trần Quốc Toản, Đinh Tiên Hoàng, Đinh Bộ Lĩnh, Lê Hoàn, Nguyễn Trãi, Nguyễn Du, Nguyễn Huệ, Nguyễn Khuyến
Trần Tế Xương, Lương Thế Vinh, Trương Hán Siêu, Nguyễn Bính, Nam Cao, Lý Thường Kiệt, Lý Công Uẩn, Phan Bội Châu, Phan Châu Trinh
Văn Cao, Nguyễn Văn Cao, Trịnh Công Sơn, Ngô Bảo Châu, Nguyễn Nhật Ánh, Trần Đăng Khoa, Trần Văn Khê, Trần Đại Nghĩa, Tôn Thất Tùng
Nguyễn Văn Trỗi, Võ Thị Sáu, Lê Văn Tám, Phan Đình Giót, Nguyễn Viết Xuân, Trần Văn Lan, Phạm Tuân, Lương Văn Tụy, Tạ Uyên
Nguyễn Quang Hải, Nguyễn Công Phượng, Đặng Văn Lâm, Lê Công Vinh, Nguyễn Tiến Linh, Đoàn Văn Hậu, Nguyễn Thanh Tùng, Nguyễn Thị Ánh Viên
Hoàng Xuân Vinh, Quách Thị Lan, Nguyễn Thị Oanh, Lê Quang Liêm, Phạm Nhật Vượng, Nguyễn Thị Phương Thảo, Trần Đình Long, Hồ Hùng Anh
Đặng Lê Nguyên Vũ, Trương Gia Bình, Nguyễn Đăng Quang, Phạm Thanh Tùng, Nguyễn Thị Thanh Nhàn, Trịnh Văn Bô, Nguyễn Mạnh Tường
`
