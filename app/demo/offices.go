package demo

import (
	"strings"

	"camtay/app/org"
)

// Codes of the built-in table of units.
const (
	provinceCode   = "37"
	departmentCode = "37-SNV" // Home Affairs
)

// Suffixes of the codes of a commune's offices.
const (
	officeLeaders  = "LD"
	officeGeneral  = "VP"
	officeEconomy  = "KT"
	officeCulture  = "VX"
	officeOneStop  = "HCC"
	officeMilitary = "QS"
)

// marked stands with every unit and person that was made up.
const marked = "Dữ liệu mô phỏng"

type officeForm struct {
	suffix, kind, name string
}

// officeForms are the six offices, named and of the kinds of the pilot communes.
// A ward's economic office also has charge of infrastructure and the city.
func officeForms(ward bool) []officeForm {
	economy := officeForm{officeEconomy, "PHONG_KINH_TE", "Phòng Kinh tế"}
	if ward {
		economy = officeForm{officeEconomy, "PHONG_KT_HT_DT", "Phòng Kinh tế, Hạ tầng và Đô thị"}
	}
	return []officeForm{
		{officeLeaders, "LANH_DAO", "Lãnh đạo HĐND, UBND"},
		{officeGeneral, "VAN_PHONG", "Văn phòng HĐND và UBND"},
		economy,
		{officeCulture, "PHONG_VH_XH", "Phòng Văn hóa – Xã hội"},
		{officeOneStop, org.KindOneStop, "Trung tâm Phục vụ hành chính công"},
		{officeMilitary, "BCH_QUAN_SU", "Ban Chỉ huy quân sự"},
	}
}

// addOffices makes the offices that communes lack.
func (w *world) addOffices() {
	ids := newIdentities(w.seed, "offices", w.at.UnixMilli())
	for _, c := range w.communes {
		for _, form := range officeForms(c.ward()) {
			if _, there := c.offices[form.suffix]; there {
				continue
			}
			u := org.Unit{
				ID: ids.next(), Code: c.Code + "-" + form.suffix, Name: form.name + " " + lowerFirst(c.Name), Kind: form.kind,
				ParentID: c.ID, Former: marked, CreatedAt: w.at, UpdatedAt: w.at,
			}
			c.offices[form.suffix] = u
			w.made = append(w.made, u)
		}
	}
}

// lowerFirst writes "Phường Đông A" as it stands within a name: "phường Đông A".
func lowerFirst(name string) string {
	kind, rest, _ := strings.Cut(name, " ")
	return strings.ToLower(kind) + " " + rest
}

// officeOf is the suffix of the office that holds a position; empty for
// positions of the province.
func officeOf(position string) string {
	switch prefix, _, _ := strings.Cut(position, "-"); prefix {
	case "CB":
		return officeLeaders
	case "LD":
		return headedOffice(position)
	case officeGeneral, officeEconomy, officeCulture, officeOneStop, officeMilitary:
		return prefix
	}
	return ""
}

func headedOffice(position string) string {
	switch position {
	case "LD-CVP", "LD-PCVP":
		return officeGeneral
	case "LD-TPKT", "LD-PTPKT":
		return officeEconomy
	case "LD-TPVX", "LD-PTPVX":
		return officeCulture
	case "LD-GDHCC", "LD-PGDHCC":
		return officeOneStop
	case "LD-CHTQS", "LD-PCHTQS":
		return officeMilitary
	}
	return ""
}
