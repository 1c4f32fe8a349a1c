/**
 * Names of regions, the commonest first. Which are common is widely published (national statistics, census lists of surnames); how they are
 * ranked below the first few, and the share outside the list, is assumed.
 */
import type { Names } from "./style.js";

const names = (first: string, last: string, tail: number, exponent = 0.5): Names => ({
  first: first.split(" "),
  last: last.split(" "),
  tail,
  exponent,
});

/** US Census 2010, frequently occurring surnames: Smith, Johnson, Williams; the first hundred are a sixth of the people. */
export const ENGLISH = names(
  "James Mary Michael Patricia Robert Jennifer John Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Karen Oliver Amelia George Isla Harry Ava Jack Emily Noah Sophia Liam Olivia Ethan Chloe Mason Zoe",
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White Lee Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Green Baker Adams Hill Campbell Roberts",
  0.8,
);
export const SPANISH = names(
  "Maria Jose Juan Luis Carlos Ana Jorge Carmen Miguel Sofia Diego Valentina Mateo Camila Santiago Isabella Alejandro Lucia Andres Paula Fernando Daniela Ricardo Gabriela",
  "Garcia Rodriguez Gonzalez Hernandez Lopez Martinez Perez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Reyes Morales Cruz Ortiz Gutierrez Chavez Ramos Ruiz Alvarez Mendoza Vasquez Castillo",
  0.3,
);
export const PORTUGUESE = names(
  "Maria Jose Ana Joao Antonio Francisca Carlos Paulo Pedro Lucas Luiz Marcos Gabriel Rafael Juliana Fernanda Beatriz Larissa Camila Bruna Mateus Thiago",
  "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa",
  0.25,
);
export const GERMAN = names(
  "Peter Thomas Michael Andreas Stefan Anna Julia Lea Lukas Leon Finn Maria Sabine Monika Felix Jonas Paul Laura Lena Sarah Jan Tim Nina Katrin",
  "Mueller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Krueger Hartmann Lange",
  0.7,
);
export const FRENCH = names(
  "Marie Jean Pierre Camille Louis Lea Hugo Manon Lucas Chloe Gabriel Emma Jules Louise Nicolas Sophie Julien Claire Antoine Celine",
  "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard",
  0.75,
);
export const ITALIAN = names(
  "Giuseppe Maria Antonio Anna Giovanni Francesca Luca Giulia Marco Sara Andrea Chiara Matteo Sofia Alessandro Aurora Lorenzo Martina",
  "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti",
  0.7,
);
export const NORDIC = names(
  "Erik Anna Lars Maria Karl Ingrid Anders Eva Johan Emma Nils Sara Per Karin Mikael Astrid Ole Ida Jonas Nora",
  "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Hansen Johansen Olsen Larsen Persson Svensson Gustafsson Pettersson Berg Dahl",
  0.5,
);
export const SLAVIC = names(
  "Aleksandr Anna Sergey Elena Dmitry Olga Andrey Natalia Ivan Maria Oleksandr Iryna Piotr Katarzyna Krzysztof Agnieszka Jan Petr Jana Tomasz Ekaterina Vladimir Mykola Oksana",
  "Ivanov Smirnov Kuznetsov Popov Melnyk Shevchenko Kovalenko Bondarenko Nowak Kowalski Wisniewski Wojcik Novak Svoboda Novotny Petrov Sokolov Morozov Volkov Tkachenko Kravchenko",
  0.6,
);
/** Ministry of Public Security of China: Wang, Li, Zhang, Liu and Chen are some 30% of the people, a hundred names 85%. */
export const CHINESE = names(
  "Wei Fang Min Jing Li Yan Jun Jie Na Lei Tao Chao Xiuying Ming Juan Qiang Xin Yu Hao Ting Mei Ying Bin Hui Kai Yang",
  "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao",
  0.1,
);
/** Statistics Korea 2015: Kim 21.5%, Lee 14.7%, Park 8.4%. */
export const KOREAN = names(
  "Minjun Seoyeon Jihoon Jiwoo Hyunwoo Soojin Dohyun Haeun Jaewon Yuna Sungmin Minji Junho Eunji Taeyang Sora Woojin Jieun",
  "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song",
  0.05,
  1,
);
export const JAPANESE = names(
  "Haruto Yui Sota Hina Yuto Sakura Hiroshi Yoko Takashi Keiko Kenji Aoi Ren Mei Daiki Rin Kazuya Naomi Shota Emi",
  "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi",
  0.6,
);
/** Nguyen is the surname of a good third of Viet Nam (widely published as 38%). */
export const VIETNAMESE = names(
  "Anh Linh Minh Huong Tuan Thao Duc Lan Hung Mai Nam Trang Quang Hoa Long Phuong Khanh Ngoc",
  "Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly",
  0.02,
  1.3,
);
export const INDIAN = names(
  "Rahul Priya Amit Anjali Rohan Neha Vikram Pooja Arjun Kavya Sanjay Deepa Suresh Lakshmi Ravi Sunita Ananya Aditya Mohammed Fatima Karthik Divya Imran Ayesha",
  "Kumar Singh Sharma Patel Khan Das Devi Gupta Reddy Shah Nair Rao Verma Yadav Ali Jain Mishra Iyer Ahmed Hussain Mehta Joshi Chowdhury",
  0.5,
);
export const MALAY = names(
  "Agus Siti Budi Dewi Muhammad Nur Rizki Putri Ahmad Ayu Eko Sri Dian Wahyu Fajar Rina Hendra Maya Joko Indah Angelo Jasmine Mark Grace",
  "Setiawan Santoso Wijaya Saputra Hidayat Pratama Susanto Lestari Kurniawan Rahayu Nugroho Abdullah Ismail Santos Reyes Cruz Bautista Ocampo Garcia",
  0.55,
);
export const ARABIC = names(
  "Mohamed Ahmed Fatma Mahmoud Aya Mostafa Nour Omar Mariam Youssef Sara Ali Hassan Yasmin Ibrahim Salma Khaled Hana Amr Dina",
  "Mohamed Ahmed Ali Hassan Mahmoud Ibrahim Abdallah Hussein Saleh Mostafa Khalil Osman Farouk Mansour Nasser Said Youssef Amin",
  0.4,
);
export const TURKISH = names(
  "Mehmet Fatma Mustafa Ayse Ahmet Emine Ali Zeynep Huseyin Elif Hasan Merve Ibrahim Esra Murat Busra Emre Selin Can Deniz",
  "Yilmaz Kaya Demir Sahin Celik Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan Cetin Kara Koc Kurt",
  0.6,
);
export const THAI = names(
  "Somchai Somsak Malee Niran Ploy Anong Kittisak Siriporn Arthit Nattapong Kanya Prasert Wichai Suda Thanawat Pim",
  "Srisai Suksawat Chaiyasit Boonmee Thongchai Rattanakul Saelim Wongsa Phromma Kaewmanee Intharat",
  0.9,
);
export const AFRICAN = names(
  "Chidi Amara Emeka Ngozi Tunde Bola Ibrahim Aisha Kwame Ama Wanjiru Kamau Otieno Achieng Thabo Nomsa Sipho Lerato Samuel Grace Daniel Blessing",
  "Okafor Ibrahim Mohammed Adeyemi Okonkwo Balogun Musa Abubakar Mwangi Otieno Kamau Njoroge Mensah Dlamini Nkosi Ndlovu Naidoo Eze Bello",
  0.5,
);
