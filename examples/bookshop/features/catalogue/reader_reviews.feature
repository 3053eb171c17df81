@story:SHOP-4 @epic:catalogue @owner:storefront @priority:could @depends:SHOP-12
Feature: Hear from readers who finished the book
  As a reader torn between two novels
  I want to read what earlier buyers thought of a book
  So that I do not pay for a novel I give up after one chapter
