import type { Texts } from '../ui/text.schema.ts';

/** Why no code was read, by the code of `ScanError`. */
export const scanTexts = {
  'scan.nothing': {
    zh: '图片里没有找到二维码。请把二维码拍完整、拍清楚，再选一次；也可以输入下面的编号。',
    en: 'No code was found in the picture. Please take one that shows the whole code sharply, or type the number below it.',
  },
  'scan.notImage': {
    zh: '这个文件不是图片，打不开。请选 .jpg 或 .png 图片。',
    en: 'This file is not a picture that can be opened. Please choose a .jpg or .png picture.',
  },
  'scan.insecure': {
    zh: '这台电脑打开网页的方式不能用摄像头（地址要以 https 开头）。请选图片，或输入二维码下面的编号。',
    en: 'The camera cannot be used with this address (it must begin with https). Please choose a picture, or type the number below the code.',
  },
  'scan.refused': {
    zh: '没有得到使用摄像头的许可。请在浏览器地址栏旁边允许摄像头，或输入二维码下面的编号。',
    en: 'The camera was not allowed. Please allow it beside the address of this page, or type the number below the code.',
  },
  'scan.noCamera': {
    zh: '没有找到能用的摄像头，或者它正被别的程序占用。请选图片，或输入二维码下面的编号。',
    en: 'No camera was found, or another program is using it. Please choose a picture, or type the number below the code.',
  },
} as const satisfies Texts;
